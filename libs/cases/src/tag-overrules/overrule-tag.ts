import { randomUUID } from 'node:crypto';
import { findSensitiveSubject } from '@goen/case-domain/tags';
import { type Em, TagOverrule } from '@goen/case-store';
import type { NewTagOverrule, SensitiveSubject } from '@goen/contracts/public';
import { toComparisonKey } from '@goen/contracts/text';
import { insertAll } from '../insert-all.ts';

/** Who acts: a member of the company, or the operator. */
export type OverrulingParty = NonNullable<TagOverrule['revokedAs']>;

export type Overruling =
  | { readonly kind: 'overruled'; readonly row: TagOverrule; readonly isNew: boolean }
  | { readonly kind: 'never_overruled'; readonly subject: SensitiveSubject }
  | { readonly kind: 'not_refused' }
  | { readonly kind: 'revoked_by_operator' };

type Scope = { readonly companyId: string; readonly now: Date; readonly party: OverrulingParty };

/** Lets later reports and positions of the company keep a value that is refused as sensitive; once per value. */
export async function overruleTag(
  em: Em,
  scope: Scope,
  { value, by, because }: NewTagOverrule & { readonly by: string },
): Promise<Overruling> {
  const { companyId, now, party } = scope;
  const finding = findSensitiveSubject(value);
  if (finding === null) return { kind: 'not_refused' };
  if (finding.isFinal) return { kind: 'never_overruled', subject: finding.subject };
  const valueKey = toComparisonKey(value);
  const latest = await findLatest(em, companyId, valueKey);
  if (latest?.revokedAt === null) return { kind: 'overruled', row: latest, isNew: false };
  if (latest?.revokedAs === 'operator' && party === 'company') return { kind: 'revoked_by_operator' };
  const row: TagOverrule = {
    id: randomUUID(),
    companyId,
    value,
    valueKey,
    overruledBy: by,
    because,
    createdAt: now,
    revokedBy: null,
    revokedAs: null,
    revokedAt: null,
  };
  await insertAll(em, TagOverrule, [row], 'on conflict do nothing');
  // Another request may have been first.
  const active = await em.findOneOrFail(TagOverrule, { companyId, valueKey, revokedAt: null });
  return { kind: 'overruled', row: active, isNew: active.id === row.id };
}

/** The active one, or else the one that was revoked last. */
async function findLatest(em: Em, companyId: string, valueKey: string): Promise<TagOverrule | undefined> {
  const rows = await em.find(
    TagOverrule,
    { companyId, valueKey },
    { orderBy: { revokedAt: 'desc nulls first' }, limit: 1 },
  );
  return rows[0];
}

/** Returns the id of the active overrule that was revoked; null: there was none. Its row stays as history. */
export async function revokeOverrule(
  em: Em,
  { companyId, now, party }: Scope,
  { by, ...target }: { readonly by: string } & ({ readonly id: string } | { readonly value: string }),
): Promise<string | null> {
  const which = 'id' in target ? { id: target.id } : { valueKey: toComparisonKey(target.value) };
  const active = await em.findOne(TagOverrule, { companyId, ...which, revokedAt: null }, { fields: ['id'] });
  if (active === null) return null;
  const revoked = await em.nativeUpdate(
    TagOverrule,
    { id: active.id, revokedAt: null },
    { revokedBy: by, revokedAs: party, revokedAt: now },
  );
  return revoked === 0 ? null : active.id;
}
