import { type Em, OperatorStaff } from '@goen/case-store';
import type { Locale } from '@goen/contracts/public';
import { type AuditActor, recordAudit } from '../audit/record-audit.ts';
import { newId } from '../new-id.ts';
import { memberHash } from './member-hash.ts';

export type NewStaff = { readonly email: string; readonly name: string; readonly locale: Locale };

/** One change at a time: the last person of the operator must not be removed. */
const lockStaff = (em: Em) => em.execute('select pg_advisory_xact_lock(7305122)');

/** Adds a person of the operator; null when they are there already. `em` is connected as the operator. */
export async function addStaff(
  em: Em,
  staff: NewStaff,
  hashKey: string,
  actor: AuditActor,
): Promise<OperatorStaff | null> {
  await lockStaff(em);
  const emailHash = memberHash(staff.email, hashKey);
  if ((await em.count(OperatorStaff, { emailHash })) > 0) return null;
  const id = newId();
  await em.insert(OperatorStaff, { id, ...staff, emailHash, createdAt: new Date(), removedAt: null });
  await recordAudit(em, { companyId: null, actor, action: 'staff.added', subject: { type: 'staff', id } });
  return em.findOneOrFail(OperatorStaff, { id });
}

/** Removes a person of the operator and returns their address. */
export async function removeStaff(
  em: Em,
  id: string,
  actor: AuditActor,
): Promise<{ readonly email: string } | { readonly refusal: 'not_found' | 'last_operator' }> {
  await lockStaff(em);
  const staff = await em.findOne(OperatorStaff, { id, removedAt: null });
  if (!staff?.email) return { refusal: 'not_found' };
  if ((await em.count(OperatorStaff, { removedAt: null })) <= 1) return { refusal: 'last_operator' };
  const { email } = staff;
  Object.assign(staff, { email: null, emailHash: null, removedAt: new Date() });
  await em.flush();
  await recordAudit(em, { companyId: null, actor, action: 'staff.removed', subject: { type: 'staff', id } });
  return { email };
}
