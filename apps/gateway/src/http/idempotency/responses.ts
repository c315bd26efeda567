import { randomUUID } from 'node:crypto';
import type { Em } from '@goen/case-store';
import type { RequestKey, StoredResponse } from '@goen/cases';
import { HttpProblem, type SealKeys, seal, unseal } from '@goen/service-kit';
import { roundedNow } from '@goen/service-kit/database';

/** A request with a key, and by what its stored response is sealed: a response may hold personal data. */
export type KeyedRequest = RequestKey & { readonly companyId: string; readonly sealKeys: SealKeys };

/** When the process of a request in steps dies, its key is free again after this. */
export const leaseMs = 60_000;

export const inProgress = () => new HttpProblem('request_in_progress', { headers: { 'retry-after': '1' } });

const where = 'company_id = ? and method = ? and route = ? and key = ?';
const idsOf = ({ companyId, method, route, key }: KeyedRequest) => [companyId, method, route, key];
const toSealContext = (request: KeyedRequest) => idsOf(request).join(' ');

type Row = {
  readonly body_hash: string;
  readonly status: number | null;
  readonly content_type: string | null;
  readonly body: string | null;
};

/** The stored response; null when the request is new. Throws when the key has another body, or its request runs. */
export async function findResponse(em: Em, request: KeyedRequest): Promise<StoredResponse | null> {
  const [row] = await em.execute<Row[]>(
    `select body_hash, status, content_type, body from idempotency_key
     where ${where} and (status is not null or lease_until > ${roundedNow})`,
    idsOf(request),
  );
  if (row === undefined) return null;
  if (row.body_hash !== request.bodyHash) throw new HttpProblem('idempotency_key_reused');
  if (row.status === null) throw inProgress();
  return { status: row.status, contentType: row.content_type ?? '', body: unsealBody(row.body ?? '', request) };
}

const sealedPrefix = 'sealed:';

const sealBody = (body: string, request: KeyedRequest): string =>
  body && `${sealedPrefix}${seal(body, toSealContext(request), request.sealKeys).toString('base64')}`;

/** Earlier versions stored bodies as they were. */
function unsealBody(body: string, request: KeyedRequest): string {
  if (!body.startsWith(sealedPrefix)) return body;
  return unseal(Buffer.from(body.slice(sealedPrefix.length), 'base64'), toSealContext(request), request.sealKeys);
}

/** Stores the response of a request, or of one that begins (null). */
export async function storeResponse(em: Em, request: KeyedRequest, response: StoredResponse | null): Promise<void> {
  await em.execute(
    `insert into idempotency_key (id, company_id, method, route, key, body_hash, status, content_type, body, lease_until)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, now() + make_interval(secs => ? / 1000.0))
     on conflict (company_id, method, route, key) do update set body_hash = excluded.body_hash, status = excluded.status,
       content_type = excluded.content_type, body = excluded.body, lease_until = excluded.lease_until, created_at = now()`,
    [
      randomUUID(),
      ...idsOf(request),
      request.bodyHash,
      response?.status ?? null,
      response?.contentType ?? null,
      response && sealBody(response.body, request),
      leaseMs,
    ],
  );
}

export async function renewLease(em: Em, request: KeyedRequest): Promise<void> {
  await em.execute(
    `update idempotency_key set lease_until = now() + make_interval(secs => ? / 1000.0) where ${where} and status is null`,
    [leaseMs, ...idsOf(request)],
  );
}

export async function releaseKey(em: Em, request: KeyedRequest): Promise<void> {
  await em.execute(`delete from idempotency_key where ${where} and status is null`, idsOf(request));
}

/** False: another process, or another request of this one, has it until its transaction ends. */
export async function lockKey(em: Em, request: KeyedRequest): Promise<boolean> {
  const [row] = await em.execute<{ locked: boolean }[]>(
    `select pg_try_advisory_xact_lock(hashtextextended('request:' || ?, 0)) as locked`,
    [idsOf(request).join(' ')],
  );
  return row?.locked === true;
}
