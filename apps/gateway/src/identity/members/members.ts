import { Company, type Em, Member, withCompany } from '@goen/case-store';
import {
  type AuditActor,
  addMember,
  changeMember,
  findMemberships,
  findStaff,
  type MemberChange,
  recordAudit,
  removeMember,
} from '@goen/cases';
import type { memberQuery, memberView, newMember } from '@goen/contracts/public';
import { formatActor } from '@goen/contracts/workflow';
import { HttpProblem, isAfter, type Page, pgArray, readCursor, toPage } from '@goen/service-kit';
import { roundedNow } from '@goen/service-kit/database';
import type { z } from 'zod';
import type { GatewayContext } from '../../http/gateway-app.ts';
import { countAttempt, invitationsPerAddress, invitationsPerCompany } from '../sign-in/count-attempt.ts';
import { sendInvitation } from '../sign-in/send-sign-in-mail.ts';

type MemberView = z.infer<typeof memberView>;

/** As the API shows members. */
async function viewMembers(em: Em, members: readonly Member[]): Promise<MemberView[]> {
  const counts = await countActiveKeys(em, members);
  return members.map((member) => viewMember(member, counts.get(formatActor({ kind: 'member', id: member.id })) ?? 0));
}

const toView = async (em: Em, member: Member): Promise<MemberView> => {
  const [view] = await viewMembers(em, [member]);
  if (view === undefined) throw new Error('A member has no view');
  return view;
};

/** By who made them, as `formatActor` writes it. */
async function countActiveKeys(em: Em, members: readonly Member[]): Promise<ReadonlyMap<string, number>> {
  const makers = members.map(({ id }) => formatActor({ kind: 'member', id }));
  const rows = await em.execute<{ maker: string; n: number }[]>(
    `select created_by as maker, count(*)::int as n from api_key
     where created_by = any(?) and revoked_at is null and (expires_at is null or expires_at > ${roundedNow})
     group by created_by`,
    [pgArray(makers)],
  );
  return new Map(rows.map(({ maker, n }) => [maker, n]));
}

const viewMember = (
  { id, email, name, role, locale, createdAt, joinedAt, removedAt }: Member,
  activeKeys: number,
): MemberView => ({
  id,
  email: email ?? null,
  name,
  role,
  locale,
  state: removedAt ? 'removed' : joinedAt ? 'joined' : 'invited',
  created_at: createdAt.toISOString(),
  joined_at: joinedAt?.toISOString() ?? null,
  removed_at: removedAt?.toISOString() ?? null,
  active_api_keys: activeKeys,
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
    const views = await viewMembers(em, rows);
    return toPage(
      views,
      limit,
      (view) => view,
      ({ created_at: createdAt, id }) => ({ at: new Date(createdAt), id }),
    );
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
  return viewMember(added.row, 0);
}

/** Throws `not_found`, `already_member` when the person has joined, and `too_many_attempts`. */
export async function resendInvitation(
  context: GatewayContext,
  companyId: string,
  id: string,
  actor: AuditActor,
): Promise<MemberView> {
  const { identity, orm } = context;
  const find = (em: Em) => em.findOne(Member, { id, companyId, removedAt: null });
  const member = await withCompany(orm, companyId, find);
  if (!member?.email) throw new HttpProblem('not_found');
  if (member.joinedAt) throw new HttpProblem('already_member');
  const { email, locale } = member;
  await countAttempt(identity, invitationsPerCompany, companyId);
  await countAttempt(identity, invitationsPerAddress, `${companyId}:${email}`);
  const company = await withCompany(orm, companyId, async (em) => {
    const subject = { type: 'member', id };
    await recordAudit(em, { companyId, actor, action: 'member.invited_again', subject });
    return em.findOneOrFail(Company, { id: companyId });
  });
  const { name } = company;
  identity.inBackground(
    sendInvitation(context, identity.settings, { email, locale, company: { id: companyId, name } }),
  );
  return viewMember(member, 0);
}

/** Throws `not_found` and `last_owner`. */
export async function changeMemberOf(
  { orm }: GatewayContext,
  companyId: string,
  id: string,
  change: MemberChange,
  actor: AuditActor,
): Promise<MemberView> {
  return withCompany(orm, companyId, async (em) => {
    const outcome = await changeMember(em, { companyId, id }, change, actor);
    if ('refusal' in outcome) throw new HttpProblem(outcome.refusal);
    return toView(em, outcome.member);
  });
}

/** The account of a person who is nobody's member any more is deleted, with its sessions and passkeys. Throws as above. */
export async function removeMemberOf(
  context: GatewayContext,
  companyId: string,
  id: string,
  actor: AuditActor,
): Promise<MemberView> {
  const { email, view } = await withCompany(context.orm, companyId, async (em) => {
    const outcome = await removeMember(em, { companyId, id }, actor);
    if ('refusal' in outcome) throw new HttpProblem(outcome.refusal);
    return { email: outcome.email, view: await toView(em, outcome.member) };
  });
  await forgetAccount(context, email);
  return view;
}

export async function forgetAccount(context: GatewayContext, email: string): Promise<void> {
  const { orm, identity, personHashKey } = context;
  if ((await findMemberships(orm, email, personHashKey)).length > 0) return;
  if (identity.settings.operatorUrl !== null && (await findStaff(await identity.operatorOrm(), email, personHashKey))) {
    return;
  }
  await identity.pool.query('delete from "user" where email = $1', [email]);
}
