import { createHash } from 'node:crypto';
import type { RequestKey } from '@goen/cases';
import { maxBodyBytes } from '@goen/contracts/public';
import { findMatchedRoute, HttpProblem, readWhole } from '@goen/service-kit';
import canonicalize from 'canonicalize';
import type { Context } from 'hono';

/** The `Idempotency-Key` of a request with what it belongs to; null without one. */
export async function readRequestKey(c: Context): Promise<RequestKey | null> {
  const key = c.req.header('idempotency-key');
  if (key === undefined) return null;
  if (key.length < 1 || key.length > 255) throw new HttpProblem('invalid_idempotency_key');
  return { method: c.req.method, route: c.req.path, key, bodyHash: await hashBody(c) };
}

/** The hash of a JSON body does not depend on the order of its keys; other bodies are hashed byte by byte. */
async function hashBody(c: Context): Promise<string> {
  const hash = createHash('sha256');
  const body = findMatchedRoute(c)?.policy?.body;
  if (body?.isJson) return hash.update(toCanonicalText(await c.req.json())).digest('hex');
  const bytes = await readWhole(c, body ?? { maxBytes: maxBodyBytes, tooLargeCode: 'body_too_large' });
  c.req.bodyCache.arrayBuffer = Promise.resolve(bytes) as never;
  return hash.update(new Uint8Array(bytes)).digest('hex');
}

/** Canonical JSON knows neither lone surrogates nor numbers out of range; the schema refuses most of them later. */
function toCanonicalText(body: unknown): string {
  try {
    return canonicalize(body) ?? '';
  } catch {
    return JSON.stringify(body);
  }
}
