import { createHash, randomUUID } from 'node:crypto';
import { type Database, IdempotencyKey, withCompany } from '@goen/case-store';
import { maxBodyBytes } from '@goen/contracts/public';
import { findMatchedRoute, HttpProblem, type RunIdempotently, readWhole } from '@goen/service-kit';
import canonicalize from 'canonicalize';
import type { Context, MiddlewareHandler } from 'hono';
import { z } from 'zod';
import type { GatewayEnv } from '../gateway-app.ts';

export const idempotencyHeader = z.object({
  'Idempotency-Key': z
    .string()
    .min(1)
    .max(255)
    .optional()
    .describe('Makes a repeat of this request safe for 24 hours.'),
});

/** A request that died without an answer frees its key after this. */
const leaseMs = 120_000;
const keptMs = 48 * 3_600_000;
/** Each new key forgets this many old ones of the same company: more than come in, so they never pile up. */
const forgetRows = 10;

/**
 * `Idempotency-Key` as the IETF draft has it, per company, method and route: the same key and body replay the first
 * answer, another body is 422, one that still runs is 409. What was refused before any effect does not use up the key.
 */
export function idempotency(orm: Database, now: () => Date): RunIdempotently {
  return async (c, next) => {
    const key = c.req.header('idempotency-key');
    if (key === undefined) return next();
    if (key.length < 1 || key.length > 255) throw new HttpProblem('invalid_idempotency_key');
    const { companyId } = c.get('key');
    const claim = { companyId, method: c.req.method, route: c.req.path, key, bodyHash: await bodyHash(c) };
    const earlier = await claimKey(orm, claim, now());
    if (earlier) {
      if (earlier.bodyHash !== claim.bodyHash) throw new HttpProblem('idempotency_key_reused');
      if (!earlier.status) throw new HttpProblem('request_in_progress', { headers: { 'retry-after': '1' } });
      const headers = { 'content-type': earlier.contentType ?? 'application/json', 'idempotent-replayed': 'true' };
      return new Response(earlier.body, { status: earlier.status, headers });
    }
    await next();
    await settleKey(orm, claim, c.res.clone());
  };
}

type Claim = Pick<IdempotencyKey, 'companyId' | 'method' | 'route' | 'key' | 'bodyHash'>;

/** Claims the key for this request, or answers the row of the one before. A claim whose lease ran out is taken over. */
function claimKey(orm: Database, claim: Claim, now: Date): Promise<IdempotencyKey | null> {
  return withCompany(orm, claim.companyId, async (em) => {
    await em.execute(
      `delete from idempotency_key where id in (select id from idempotency_key
         where company_id = ? and created_at < ? order by created_at limit ? for update skip locked)`,
      [claim.companyId, new Date(now.getTime() - keptMs), forgetRows],
    );
    const claimed = await em.execute<{ id: string }[]>(
      `insert into idempotency_key (id, company_id, method, route, key, body_hash, lease_until, created_at)
       values (?, ?, ?, ?, ?, ?, ?, ?)
       on conflict (company_id, method, route, key) do update
         set body_hash = excluded.body_hash, lease_until = excluded.lease_until, created_at = excluded.created_at
         where idempotency_key.status is null and idempotency_key.lease_until < excluded.created_at
       returning id`,
      [
        randomUUID(),
        claim.companyId,
        claim.method,
        claim.route,
        claim.key,
        claim.bodyHash,
        new Date(now.getTime() + leaseMs),
        now,
      ],
    );
    if (claimed.length > 0) return null;
    const { companyId, method, route, key } = claim;
    return em.findOneOrFail(IdempotencyKey, { companyId, method, route, key });
  });
}

async function settleKey(orm: Database, claim: Claim, answer: Response): Promise<void> {
  const { companyId, method, route, key } = claim;
  const body = await answer.text();
  await withCompany(orm, companyId, async (em) => {
    const where = { companyId, method, route, key };
    if (answer.status >= 400) return em.nativeDelete(IdempotencyKey, where);
    const contentType = answer.headers.get('content-type');
    return em.nativeUpdate(IdempotencyKey, where, { status: answer.status, contentType, body });
  });
}

/** The hash of a JSON body does not depend on the order of its keys; any other body is hashed as its bytes. */
async function bodyHash(c: Context): Promise<string> {
  const hash = createHash('sha256');
  const body = findMatchedRoute(c)?.policy?.body;
  if (body?.isJson) return hash.update(canonicalize(await c.req.json()) ?? '').digest('hex');
  const bytes = await readWhole(c, body ?? { maxBytes: maxBodyBytes, tooLargeCode: 'body_too_large' });
  c.req.bodyCache.arrayBuffer = Promise.resolve(bytes) as never;
  return hash.update(new Uint8Array(bytes)).digest('hex');
}

/** Transitional: POST routes that are not defined by `defineRoute`. */
export function legacyIdempotency(orm: Database, now: () => Date): MiddlewareHandler<GatewayEnv> {
  const run = idempotency(orm, now);
  return async (c, next) => {
    if (c.req.method !== 'POST' || findMatchedRoute(c)?.policy) return next();
    if (c.req.header('idempotency-key') === undefined) return next();
    c.req.bodyCache.arrayBuffer = c.req.raw.clone().arrayBuffer() as never;
    return run(c, next);
  };
}
