/** What a request with an Idempotency-Key is known by. */
export type RequestKey = {
  readonly method: string;
  readonly route: string;
  readonly key: string;
  readonly bodyHash: string;
};

export type StoredResponse = { readonly status: number; readonly contentType: string; readonly body: string };
