/** A webhook ready to be posted; `body` holds the exact text that was signed. */
export type SignedHook = { url: string; headers: Readonly<Record<string, string>>; body: string };

/** Posts a webhook and returns the response. Rejects when none arrives within `timeoutMs`. */
export async function postHook({ url, headers, body }: SignedHook, timeoutMs = 30_000) {
  const response = await fetch(url, { method: 'POST', headers, body, signal: AbortSignal.timeout(timeoutMs) });
  return { status: response.status, body: await response.text() };
}
