import { type Em, Member, type MemberRole } from '@goen/case-store';
import type { Locale } from '@goen/contracts/public';
import { type AuditActor, recordAudit } from '../audit/record-audit.ts';
import { newId } from '../new-id.ts';
import { memberHash } from './member-hash.ts';

export type NewMember = {
  readonly companyId: string;
  readonly email: string;
  readonly name: string;
  readonly role: MemberRole;
  readonly locale: Locale;
};

/** Adds a member, who may sign in from now on; null when the address is that of one already. */
export async function addMember(em: Em, member: NewMember, hashKey: string, actor: AuditActor): Promise<Member | null> {
  const { companyId } = member;
  const emailHash = memberHash(member.email, hashKey);
  // Two invitations of the same person at once: the second one waits here.
  await em.execute('select pg_advisory_xact_lock(hashtextextended(?, 0))', [`member:${companyId}:${emailHash}`]);
  if ((await em.count(Member, { companyId, emailHash })) > 0) return null;
  const row = { id: newId(), ...member, emailHash, createdAt: new Date(), joinedAt: null, removedAt: null };
  await em.insert(Member, row);
  const subject = { type: 'member', id: row.id };
  await recordAudit(em, { companyId, actor, action: 'member.added', subject, data: { role: member.role } });
  return em.findOneOrFail(Member, { id: row.id });
}

export type MemberChange = {
  readonly name?: string | undefined;
  readonly role?: MemberRole | undefined;
  readonly locale?: Locale | undefined;
};
export type MemberOutcome = { readonly member: Member } | { readonly refusal: 'not_found' | 'last_owner' };

/** Changes a member; a company always keeps an owner. */
export async function changeMember(
  em: Em,
  { companyId, id }: { readonly companyId: string; readonly id: string },
  change: MemberChange,
  actor: AuditActor,
): Promise<MemberOutcome> {
  const member = await lockMember(em, companyId, id);
  if (member === null) return { refusal: 'not_found' };
  const { role = member.role, name = member.name, locale = member.locale } = change;
  if (member.role === 'owner' && role !== 'owner' && (await isLastOwner(em, companyId))) {
    return { refusal: 'last_owner' };
  }
  const changed = Object.entries({ role, name, locale }).flatMap(([field, value]) =>
    member[field as keyof MemberChange] === value ? [] : [field],
  );
  if (changed.length === 0) return { member };
  const data = { fields: changed.join(' '), ...(role === member.role ? {} : { from: member.role, to: role }) };
  Object.assign(member, { role, name, locale });
  await em.flush();
  await recordAudit(em, { companyId, actor, action: 'member.changed', subject: { type: 'member', id }, data });
  return { member };
}

/** Removes a member: their next request is refused. What they did keeps their name; the address is deleted. */
export async function removeMember(
  em: Em,
  { companyId, id }: { readonly companyId: string; readonly id: string },
  actor: AuditActor,
): Promise<{ readonly email: string; readonly member: Member } | { readonly refusal: 'not_found' | 'last_owner' }> {
  const member = await lockMember(em, companyId, id);
  if (!member?.email) return { refusal: 'not_found' };
  if (member.role === 'owner' && (await isLastOwner(em, companyId))) return { refusal: 'last_owner' };
  const { email } = member;
  Object.assign(member, { email: null, emailHash: null, removedAt: new Date() });
  await em.flush();
  await recordAudit(em, { companyId, actor, action: 'member.removed', subject: { type: 'member', id } });
  return { email, member };
}

/** All owners are locked, too: two of them who remove each other at once must not both succeed. */
async function lockMember(em: Em, companyId: string, id: string): Promise<Member | null> {
  await em.execute(
    `select id from member where company_id = ? and removed_at is null and (role = 'owner' or id = ?) order by id for update`,
    [companyId, id],
  );
  return em.findOne(Member, { companyId, id, removedAt: null }, { refresh: true });
}

const isLastOwner = async (em: Em, companyId: string): Promise<boolean> =>
  (await em.count(Member, { companyId, role: 'owner', removedAt: null })) <= 1;
