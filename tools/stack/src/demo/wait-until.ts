const maxAttempts = 1_500;
const attemptEveryMs = 200;

/** Calls `check` until it returns something truthy, and returns that. Throws after five minutes; `awaited` names it. */
export async function waitUntil<T>(awaited: string, check: () => Promise<T | null | undefined | false>): Promise<T> {
  for (let attempt = 0; attempt < maxAttempts; attempt += 1) {
    const result = await check();
    if (result) return result;
    await new Promise((resolve) => setTimeout(resolve, attemptEveryMs));
  }
  throw new Error(`Timed out waiting for ${awaited}.`);
}
