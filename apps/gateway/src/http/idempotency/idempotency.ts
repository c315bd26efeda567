import { hkdfSync } from 'node:crypto';
import { type Database, withCompany, withRequestTransaction } from '@goen/case-store';
import type { StoredResponse } from '@goen/cases';
import type { RunIdempotently } from '@goen/service-kit';
import type { Context, Next } from 'hono';
import { readRequestKey } from './request-key.ts';
import {
  findResponse,
  inProgress,
  type KeyedRequest,
  leaseMs,
  lockKey,
  releaseKey,
  renewLease,
  storeResponse,
} from './responses.ts';

/**
 * `Idempotency-Key` of the IETF draft, per company, method and path: the same key and body replay the first response,
 * another body is 422, a request that is still running 409. A request that was refused does not use up its key.
 */
export function createIdempotency(orm: Database, secret: string): RunIdempotently {
  // Derived when it is first needed: tools build the app without secrets.
  let sealKeys: Buffer | undefined;
  return async (c, next, inSteps) => {
    const requestKey = await readRequestKey(c);
    if (requestKey === null) return next();
    const companyId = c.get('companyId');
    sealKeys ??= Buffer.from(hkdfSync('sha256', secret, '', 'stored responses', 32));
    const run = inSteps ? runInSteps : runInTransaction;
    return run(orm, { ...requestKey, companyId, sealKeys }, c, next);
  };
}

type Run = (orm: Database, request: KeyedRequest, c: Context, next: Next) => Promise<Response | undefined>;

class Refused extends Error {}

/**
 * Effect and response are committed together: whenever the process dies, a repeat finds both or neither. The key is
 * locked for as long as the transaction lives.
 */
const runInTransaction: Run = (orm, request, c, next) =>
  withRequestTransaction(orm, request.companyId, async (em) => {
    if (!(await lockKey(em, request))) throw inProgress();
    const earlier = await findResponse(em, request);
    if (earlier) return replay(earlier);
    await next();
    if (c.res.status >= 400) throw new Refused();
    await storeResponse(em, request, await readResponse(c));
    return undefined;
  }).catch((error: unknown) => {
    if (error instanceof Refused) return undefined;
    throw error;
  });

/** The key is leased while the steps run, each in its own transaction or in another service. */
const runInSteps: Run = async (orm, request, c, next) => {
  const earlier = await withCompany(orm, request.companyId, async (em) => {
    if (!(await lockKey(em, request))) throw inProgress();
    const response = await findResponse(em, request);
    if (response === null) await storeResponse(em, request, null);
    return response;
  });
  if (earlier) return replay(earlier);
  const renew = () => withCompany(orm, request.companyId, (em) => renewLease(em, request));
  const renewing = setInterval(() => void renew().catch(() => undefined), leaseMs / 3);
  try {
    await next();
  } finally {
    clearInterval(renewing);
  }
  const response = c.res.status >= 400 ? null : await readResponse(c);
  await withCompany(orm, request.companyId, (em) =>
    response === null ? releaseKey(em, request) : storeResponse(em, request, response),
  );
  return undefined;
};

const readResponse = async (c: Context): Promise<StoredResponse> => {
  const response = c.res.clone();
  const contentType = response.headers.get('content-type') ?? '';
  return { status: response.status, contentType, body: await response.text() };
};

export function replay({ status, contentType, body }: StoredResponse): Response {
  const headers = { ...(contentType ? { 'content-type': contentType } : {}), 'idempotent-replayed': 'true' };
  return new Response(body === '' ? null : body, { status, headers });
}
