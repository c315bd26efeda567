import { type Em, Member, MemberNotification, withCompany } from '@goen/case-store';
import { type AuditActor, recordAudit } from '@goen/cases';
import type { MemberNotifications } from '@goen/contracts/public';
import { HttpProblem } from '@goen/service-kit';
import type { GatewayContext } from '../../http/gateway-app.ts';
import type { MemberPrincipal } from '../../identity/principal.ts';

type MemberRef = Pick<MemberPrincipal, 'memberId' | 'companyId'>;

/** Until a member chooses: recruiters hear of what they act on at once, owners daily, everybody else of nothing. */
const defaultNotifications: Readonly<Record<Member['role'], MemberNotifications>> = {
  owner: { acceptances: 'daily', interests: 'daily', failures: 'daily', corrections: 'daily' },
  recruiter: { acceptances: 'at_once', interests: 'at_once', failures: 'daily', corrections: 'at_once' },
  approver: { acceptances: 'off', interests: 'off', failures: 'off', corrections: 'off' },
  viewer: { acceptances: 'off', interests: 'off', failures: 'off', corrections: 'off' },
};

/** The settings of a member, with the time up to which news was mailed; a member without any gets the defaults of the role. */
export async function findOrCreateNotifications(
  em: Em,
  { id, companyId, role }: Pick<Member, 'id' | 'companyId' | 'role'>,
): Promise<MemberNotification> {
  const { acceptances, interests, failures, corrections } = defaultNotifications[role];
  await em.execute(
    `insert into member_notification
       (member_id, company_id, acceptances, interests, failures, corrections, told_at_once_until,
        told_daily_until)
     values (?, ?, ?, ?, ?, ?, now(), now()) on conflict (member_id) do nothing`,
    [id, companyId, acceptances, interests, failures, corrections],
  );
  return em.findOneOrFail(MemberNotification, { memberId: id });
}

export const readNotifications = ({ orm }: GatewayContext, { companyId, memberId }: MemberRef) =>
  withCompany(orm, companyId, async (em) => {
    const member = await findMember(em, memberId);
    const chosen = await em.findOne(MemberNotification, { memberId });
    return viewNotifications(chosen ?? defaultNotifications[member.role]);
  });

/** The new settings report only what happens from now on. */
export const changeNotifications = (
  { orm }: GatewayContext,
  { companyId, memberId }: MemberRef,
  wanted: MemberNotifications,
  actor: AuditActor,
): Promise<MemberNotifications> =>
  withCompany(orm, companyId, async (em) => {
    const member = await findMember(em, memberId);
    const row = await findOrCreateNotifications(em, member);
    Object.assign(row, wanted);
    await em.flush();
    const subject = { type: 'member', id: memberId };
    await recordAudit(em, { companyId, actor, action: 'notifications.changed', subject });
    return viewNotifications(row);
  });

/** Throws `not_found` for a member of another company, and for a former one. */
async function findMember(em: Em, id: string): Promise<Member> {
  const member = await em.findOne(Member, { id, removedAt: null });
  if (member === null) throw new HttpProblem('not_found');
  return member;
}

const viewNotifications = ({
  acceptances,
  interests,
  failures,
  corrections,
}: MemberNotifications): MemberNotifications => ({
  acceptances,
  interests,
  failures,
  corrections,
});
