import { Company, type Em, Introduction, MailPause, ReInvitation, withCompany } from '@goen/case-store';
import { type AuditActor, loadActors, recordAudit, wakeReInvitation } from '@goen/cases';
import type { MailPause as MailPauseView } from '@goen/contracts/public';
import { formatActor } from '@goen/contracts/workflow';
import { wakeIntroductionAsReferrer } from '@goen/relay';
import type { GatewayContext } from '../../http/gateway-app.ts';

export const readMailPause = ({ orm }: GatewayContext, companyId: string): Promise<MailPauseView> =>
  withCompany(orm, companyId, (em) => viewPause(em, companyId));

/** No mail of the company leaves from now on; one that is being sent right now still may. A repeat changes nothing. */
export function pauseMails({ orm, now }: GatewayContext, companyId: string, actor: AuditActor): Promise<MailPauseView> {
  return withCompany(orm, companyId, async (em) => {
    const inserted = await em.execute<unknown[]>(
      `insert into mail_pause (company_id, paused_by, since) values (?, ?, ?)
       on conflict (company_id) do nothing returning since`,
      [companyId, formatActor(actor), now()],
    );
    if (inserted.length > 0) await recordChange(em, companyId, actor, 'mails.paused');
    return viewPause(em, companyId);
  });
}

/**
 * Lets the mails leave again, those that are overdue in the sending window that is open or comes next. Wakes what waits
 * for it: everything else wakes up when it is due.
 */
export function resumeMails(
  { orm, now }: GatewayContext,
  companyId: string,
  actor: AuditActor,
): Promise<MailPauseView> {
  return withCompany(orm, companyId, async (em) => {
    if ((await em.nativeDelete(MailPause, { companyId })) > 0) {
      await wakeOverdueMails(em, companyId, now());
      await recordChange(em, companyId, actor, 'mails.resumed');
    }
    return viewPause(em, companyId);
  });
}

const recordChange = (em: Em, companyId: string, actor: AuditActor, action: 'mails.paused' | 'mails.resumed') =>
  recordAudit(em, { companyId, actor, action, subject: { type: 'company', id: companyId } });

async function wakeOverdueMails(em: Em, companyId: string, resumedAt: Date): Promise<void> {
  await em.execute(
    `insert into outbox (company_id, case_id, kind, wake_at)
     select company_id, id, 'nudge', ? from follow_up_case
     where company_id = ? and state = 'open' and next_mail is not null and queued_at <= ?`,
    [resumedAt, companyId, resumedAt],
  );
  const reInvitations = await em.find(ReInvitation, { companyId, state: { $ne: 'closed' } });
  for (const row of reInvitations) await wakeReInvitation(em, row, resumedAt);
  const introductions = await em.find(Introduction, { referrerId: companyId, state: { $in: ['matched', 'asked'] } });
  for (const row of introductions) await wakeIntroductionAsReferrer(em, row, resumedAt);
}

async function viewPause(em: Em, companyId: string): Promise<MailPauseView> {
  const pause = await em.findOne(MailPause, { companyId });
  const company = await em.findOneOrFail(Company, { id: companyId });
  const viewActor = await loadActors(em, [pause?.pausedBy ?? null]);
  return {
    paused: pause !== null,
    since: pause?.since.toISOString() ?? null,
    by: pause && viewActor(pause.pausedBy),
    suspended_since: company.suspendedAt?.toISOString() ?? null,
    suspended_because: company.suspendedBecause ?? null,
  };
}
