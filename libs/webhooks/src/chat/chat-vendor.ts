/** Where a chat takes messages: the incoming webhook, or the API with its token. Sealed, since both are secrets. */
export type ChatAddress = { readonly url: string; readonly token: string | null };

export type ChatRequest = {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

/** One chat: where its incoming webhooks are, and the request that posts a text. */
export type ChatVendor = {
  /** Whether a host is one of the vendor's own: nothing else is ever posted to. */
  readonly isOwnHost: (host: string) => boolean;
  readonly needsToken: boolean;
  readonly toRequest: (address: ChatAddress, text: string) => ChatRequest;
};

export const json = { 'content-type': 'application/json; charset=utf-8' };
