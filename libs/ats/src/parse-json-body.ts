import { parseLosslessJson } from '@goen/service-kit';

/** The body as JSON, its long ids as strings; null when it is not valid JSON in UTF-8. */
export function parseJsonBody(body: Uint8Array): unknown {
  try {
    return parseLosslessJson(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    return null;
  }
}
