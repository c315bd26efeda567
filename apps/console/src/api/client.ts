import { createGoenClient } from '@goen/client';
import { isReachable } from './connection-state.ts';
import { removeDirections } from './remove-directions.ts';

/** Our own site, with the session's cookie. Temporary failures are retried here, and nowhere else. */
export const clientOptions = {
  baseUrl: window.location.origin,
  retry: { maxAttempts: 3, maxDelayMs: 4_000, timeoutMs: 30_000 },
  fetch: fetchAndNotice,
};
export const api = createGoenClient(clientOptions);

async function fetchAndNotice(request: Request): Promise<Response> {
  try {
    const response = await globalThis.fetch(request);
    isReachable.set(true);
    return await removeDirections(response);
  } catch (error) {
    // A request that we ended ourselves says nothing about the network.
    if (!request.signal.aborted) isReachable.set(false);
    throw error;
  }
}
