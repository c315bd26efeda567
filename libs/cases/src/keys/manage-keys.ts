import { randomUUID } from 'node:crypto';
import { ApiKey, type ApiScope, type Em, newApiKey } from '@goen/case-store';
import { formatActor } from '@goen/contracts/workflow';
import { roundedNow } from '@goen/service-kit/database';
import { type AuditActor, recordAudit } from '../audit/record-audit.ts';

export type NewKey = {
  readonly companyId: string;
  readonly name: string;
  readonly scopes: readonly ApiScope[];
  /** Null: it works until it is revoked. */
  readonly expiresAt: Date | null;
  /** Of a sandbox company. */
  readonly isTest: boolean;
};
/** The key itself is in this result and nowhere else. */
export type IssuedKey = { readonly row: ApiKey; readonly key: string };

/** Creates a key of a company. */
export async function issueKey(em: Em, given: NewKey, actor: AuditActor): Promise<IssuedKey> {
  const issued = await insertKey(em, { ...given, rotatedFrom: null }, actor);
  await audit(em, 'key.created', issued.row, actor, { scopes: [...given.scopes] });
  return issued;
}

const hourMs = 3_600_000;

/**
 * Replaces a key by a new one with the same name, scopes and expiry. The old one works for `overlapHours` more, so that
 * nothing fails while it is exchanged. Null: there is no such key, or it works no more.
 */
export async function rotateKey(
  em: Em,
  { companyId, id, overlapHours, isTest }: RotatedKey,
  actor: AuditActor,
): Promise<IssuedKey | null> {
  const old = await lockActiveKey(em, companyId, id);
  if (old === null) return null;
  const { name, scopes, expiresAt } = old;
  const issued = await insertKey(
    em,
    { companyId, name, scopes, expiresAt: expiresAt ?? null, isTest, rotatedFrom: id },
    actor,
  );
  const [row] = await em.execute<{ expires_at: Date }[]>(
    `update api_key set expires_at = least(expires_at, now() + ? * interval '1 ms') where id = ? returning expires_at`,
    [overlapHours * hourMs, id],
  );
  if (row === undefined) throw new Error('A locked key has gone');
  await audit(em, 'key.rotated', old, actor, { new_key_id: issued.row.id, overlap_hours: overlapHours });
  return issued;
}
type RotatedKey = {
  readonly companyId: string;
  readonly id: string;
  readonly overlapHours: number;
  readonly isTest: boolean;
};

/** Revokes a key for good; services refuse it within a second. False: there is no such key, or it was revoked before. */
export async function revokeKey(em: Em, companyId: string, id: string, actor: AuditActor): Promise<boolean> {
  const [row] = await em.execute<{ id: string }[]>(
    'update api_key set revoked_at = now() where id = ? and company_id = ? and revoked_at is null returning id',
    [id, companyId],
  );
  if (row === undefined) return false;
  await audit(em, 'key.revoked', { id, companyId }, actor);
  return true;
}

async function insertKey(
  em: Em,
  { isTest, scopes, ...given }: NewKey & { readonly rotatedFrom: string | null },
  actor: AuditActor,
): Promise<IssuedKey> {
  const { key, keyHash, prefix } = newApiKey(isTest);
  const row: ApiKey = {
    id: randomUUID(),
    ...given,
    prefix,
    keyHash,
    scopes: [...new Set(scopes)],
    createdAt: new Date(),
    createdBy: formatActor(actor),
    revokedAt: null,
    lastUsedOn: null,
  };
  await em.insert(ApiKey, row);
  return { row, key };
}

async function lockActiveKey(em: Em, companyId: string, id: string): Promise<ApiKey | null> {
  const [active] = await em.execute<{ id: string }[]>(
    `select id from api_key where id = ? and company_id = ? and revoked_at is null
       and (expires_at is null or expires_at > ${roundedNow}) for update`,
    [id, companyId],
  );
  return active ? em.findOne(ApiKey, { id: active.id }) : null;
}

const audit = (
  em: Em,
  action: `key.${string}`,
  { id, companyId }: Pick<ApiKey, 'id' | 'companyId'>,
  actor: AuditActor,
  data = {},
) => recordAudit(em, { companyId, actor, action, subject: { type: 'key', id }, data });
