import { createHash, randomUUID } from 'node:crypto';
import { type Database, IdempotencyKey, withCompany } from '@goen/case-store';
import { maxBodyBytes } from '@goen/contracts/public';
import { findMatchedRoute, HttpProblem, type RunIdempotently, readWhole } from '@goen/service-kit';
import { roundedNow } from '@goen/service-kit/database';
import canonicalize from 'canonicalize';
import type { Context } from 'hono';

/** When the process of a request dies, its key is free again after this. */
const leaseMs = 120_000;
const retentionMs = 48 * 3_600_000;
/** Each new key deletes up to this many expired keys of its company, so that they never pile up. */
const purgedPerClaim = 10;

/**
 * `Idempotency-Key` of the IETF draft, per company, method and path: the same key and body replay the first response,
 * another body is 422, a request that is still running 409. A request that was refused does not use up its key.
 */
export function createIdempotency(orm: Database): RunIdempotently {
  return async (c, next) => {
    const key = c.req.header('idempotency-key');
    if (key === undefined) return next();
    if (key.length < 1 || key.length > 255) throw new HttpProblem('invalid_idempotency_key');
    const { companyId } = c.get('key');
    const claim = { companyId, method: c.req.method, route: c.req.path, key, bodyHash: await hashBody(c) };
    const earlier = await claimKey(orm, claim);
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

/**
 * Claims the key, taking over an expired claim; returns the row of the earlier request when there is one. The database's
 * clock decides, since several processes share the keys.
 */
function claimKey(orm: Database, claim: Claim): Promise<IdempotencyKey | null> {
  return withCompany(orm, claim.companyId, async (em) => {
    await em.execute(
      `delete from idempotency_key where id in (select id from idempotency_key
         where company_id = ? and created_at < now() - make_interval(secs => ? / 1000.0) order by created_at limit ? for update skip locked)`,
      [claim.companyId, retentionMs, purgedPerClaim],
    );
    const claimed = await em.execute<{ id: string }[]>(
      `insert into idempotency_key (id, company_id, method, route, key, body_hash, lease_until, created_at)
       values (?, ?, ?, ?, ?, ?, now() + make_interval(secs => ? / 1000.0), now())
       on conflict (company_id, method, route, key) do update
         set body_hash = excluded.body_hash, lease_until = excluded.lease_until, created_at = excluded.created_at
         where idempotency_key.status is null and idempotency_key.lease_until < ${roundedNow}
       returning id`,
      [randomUUID(), claim.companyId, claim.method, claim.route, claim.key, claim.bodyHash, leaseMs],
    );
    if (claimed.length > 0) return null;
    const { companyId, method, route, key } = claim;
    return em.findOneOrFail(IdempotencyKey, { companyId, method, route, key });
  });
}

async function settleKey(orm: Database, claim: Claim, response: Response): Promise<void> {
  const { companyId, method, route, key } = claim;
  const body = await response.text();
  await withCompany(orm, companyId, async (em) => {
    const where = { companyId, method, route, key };
    if (response.status >= 400) return em.nativeDelete(IdempotencyKey, where);
    const contentType = response.headers.get('content-type');
    return em.nativeUpdate(IdempotencyKey, where, { status: response.status, contentType, body });
  });
}

/** The hash of a JSON body does not depend on the order of its keys; other bodies are hashed byte by byte. */
async function hashBody(c: Context): Promise<string> {
  const hash = createHash('sha256');
  const body = findMatchedRoute(c)?.policy?.body;
  if (body?.isJson) return hash.update(canonicalize(await c.req.json()) ?? '').digest('hex');
  const bytes = await readWhole(c, body ?? { maxBytes: maxBodyBytes, tooLargeCode: 'body_too_large' });
  c.req.bodyCache.arrayBuffer = Promise.resolve(bytes) as never;
  return hash.update(new Uint8Array(bytes)).digest('hex');
}
