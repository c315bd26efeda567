import { Company, Member, withCompany } from '@goen/case-store';
import {
  type AuditActor,
  addMember,
  changeMember,
  findMemberships,
  findStaff,
  type MemberChange,
  removeMember,
} from '@goen/cases';
import type { memberQuery, memberView, newMember } from '@goen/contracts/public';
import { HttpProblem, isAfter, type Page, readCursor, toPage } from '@goen/service-kit';
import type { z } from 'zod';
import type { GatewayContext } from '../../http/gateway-app.ts';
import { countAttempt, invitationsPerAddress, invitationsPerCompany } from '../sign-in/count-attempt.ts';
import { sendInvitation } from '../sign-in/send-sign-in-mail.ts';

type MemberView = z.infer<typeof memberView>;

const viewMember = ({ id, email, name, role, locale, createdAt, joinedAt, removedAt }: Member): MemberView => ({
  id,
  email: email ?? null,
  name,
  role,
  locale,
  state: removedAt ? 'removed' : joinedAt ? 'active' : 'invited',
  created_at: createdAt.toISOString(),
  joined_at: joinedAt?.toISOString() ?? null,
  removed_at: removedAt?.toISOString() ?? null,
});

export function listMembers(
  { orm }: GatewayContext,
  companyId: string,
  { cursor, limit, state }: z.output<typeof memberQuery>,
): Promise<Page<MemberView>> {
  const after = readCursor(cursor);
  const where = { companyId, removedAt: state === 'removed' ? { $ne: null } : null, ...isAfter('createdAt', after) };
  return withCompany(orm, companyId, async (em) => {
    const rows = await em.find(Member, where, { orderBy: { createdAt: 'desc', id: 'desc' }, limit: limit + 1 });
    return toPage(rows, limit, viewMember, ({ createdAt, id }) => ({ at: createdAt, id }));
  });
}

/** Null when the address is that of a member already; throws `too_many_attempts`. */
export async function inviteMember(
  context: GatewayContext,
  companyId: string,
  member: z.output<typeof newMember>,
  actor: AuditActor,
): Promise<MemberView | null> {
  await countAttempt(context.identity, invitationsPerCompany, companyId);
  await countAttempt(context.identity, invitationsPerAddress, `${companyId}:${member.email}`);
  const added = await withCompany(context.orm, companyId, async (em) => {
    const row = await addMember(em, { ...member, companyId }, context.personHashKey, actor);
    return row && { row, company: await em.findOneOrFail(Company, { id: companyId }) };
  });
  if (added === null) return null;
  const { id, name } = added.company;
  const { email, locale } = member;
  context.identity.inBackground(
    sendInvitation(context, context.identity.settings, { email, locale, company: { id, name } }),
  );
  return viewMember(added.row);
}

/** Throws `not_found` and `last_owner`. */
export async function changeMemberOf(
  { orm }: GatewayContext,
  companyId: string,
  id: string,
  change: MemberChange,
  actor: AuditActor,
): Promise<MemberView> {
  const outcome = await withCompany(orm, companyId, (em) => changeMember(em, { companyId, id }, change, actor));
  if ('refusal' in outcome) throw new HttpProblem(outcome.refusal);
  return viewMember(outcome.member);
}

/** The account of a person who is nobody's member any more is deleted, with its sessions and passkeys. */
export async function removeMemberOf(
  context: GatewayContext,
  companyId: string,
  id: string,
  actor: AuditActor,
): Promise<void> {
  const outcome = await withCompany(context.orm, companyId, (em) => removeMember(em, { companyId, id }, actor));
  if ('refusal' in outcome) throw new HttpProblem(outcome.refusal);
  await forgetAccount(context, outcome.email);
}

export async function forgetAccount(context: GatewayContext, email: string): Promise<void> {
  const { orm, identity, personHashKey } = context;
  if ((await findMemberships(orm, email, personHashKey)).length > 0) return;
  if (identity.settings.operatorUrl !== null && (await findStaff(await identity.operatorOrm(), email, personHashKey))) {
    return;
  }
  await identity.pool.query('delete from "user" where email = $1', [email]);
}
