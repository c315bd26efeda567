/** A webhook ready to be posted: the very bytes that were signed. */
export type SignedHook = { url: string; headers: Readonly<Record<string, string>>; body: string };

/** Posts it, and says what was answered. Rejects when no answer came within `timeoutMs`. */
export async function postHook({ url, headers, body }: SignedHook, timeoutMs = 30_000) {
  const answer = await fetch(url, { method: 'POST', headers, body, signal: AbortSignal.timeout(timeoutMs) });
  return { status: answer.status, body: await answer.text() };
}
