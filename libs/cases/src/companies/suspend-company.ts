import type { Em } from '@goen/case-store';
import { formatActor } from '@goen/contracts/workflow';
import { type AuditActor, recordAudit } from '../audit/record-audit.ts';
import { nudgeCases } from '../settings/nudge-cases.ts';

type Suspended = { readonly companyId: string; readonly because: string; readonly now: Date };

/**
 * From now on nothing leaves in the company's name, and its people and keys can only read; a mail that is being sent
 * right now still may. In a session that sees every company. False: it is suspended already, or there is none.
 */
export async function suspendCompany(
  em: Em,
  { companyId, because, now }: Suspended,
  actor: AuditActor,
): Promise<boolean> {
  const changed = await em.execute<unknown[]>(
    `update company set suspended_at = ?, suspended_by = ?, suspended_because = ?
     where id = ? and suspended_at is null returning id`,
    [now, formatActor(actor), because, companyId],
  );
  if (changed.length === 0) return false;
  await recordAudit(em, { companyId, actor, action: 'company.suspended', subject: { type: 'company', id: companyId } });
  return true;
}

/**
 * Lets the company work again, and makes its overdue cases decide anew: their mails leave over the next sending windows,
 * or not at all when they have become too late. Webhooks that came in are processed by the gateway's job. False: the
 * company is not suspended. `wakeOtherMails` does the rest.
 */
export async function resumeCompany(
  em: Em,
  { companyId, now }: Omit<Suspended, 'because'>,
  actor: AuditActor,
): Promise<boolean> {
  const changed = await em.execute<unknown[]>(
    `update company set suspended_at = null, suspended_by = null, suspended_because = null,
       past_suspensions = past_suspensions || jsonb_build_array(jsonb_build_object(
         'from', to_char(suspended_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'to', ?::text))
     where id = ? and suspended_at is not null returning id`,
    [now.toISOString(), companyId],
  );
  if (changed.length === 0) return false;
  await nudgeCases(em, `company_id = ? and state = 'open' and next_mail is not null and queued_at <= ?::timestamptz`, [
    companyId,
    now.toISOString(),
  ]);
  await recordAudit(em, { companyId, actor, action: 'company.resumed', subject: { type: 'company', id: companyId } });
  return true;
}
