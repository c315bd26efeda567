import { FollowUpCase, withCompany } from '@goen/case-store';
import { type AuditActor, recordAudit } from '@goen/cases';
import { HttpProblem } from '@goen/service-kit';
import { decideMail } from '../../mail/queue/decide-mail.ts';
import { noRendering } from '../../mail/queue/four-eyes.ts';
import { type OperatorContext, withConsole } from '../operator-context.ts';

type Case = { readonly id: string; readonly company_id: string };

async function findOpenCase(context: OperatorContext, id: string): Promise<Case> {
  const [openCase] = await withConsole(context, (em) =>
    em.execute<Case[]>(`select id, company_id from follow_up_case where id = ? and state = 'open'`, [id]),
  );
  if (openCase === undefined) throw new HttpProblem('not_found');
  return openCase;
}

/** Makes the case decide now, and starts its workflow if there is none. Throws `not_found`. */
export async function nudgeOperatorCase(context: OperatorContext, id: string, actor: AuditActor): Promise<void> {
  const { company_id: companyId } = await findOpenCase(context, id);
  await withConsole(context, async (em) => {
    await em.execute(`insert into outbox (company_id, case_id, kind, wake_at) values (?, ?, 'nudge', now())`, [
      companyId,
      id,
    ]);
    await recordAudit(em, { companyId, actor, action: 'case.nudged', subject: { type: 'case', id } });
  });
}

/** Holds or releases the next mail of the case, as the company's members may. Throws `not_found` and `mail_changed`. */
export async function decideOperatorCase(
  context: OperatorContext,
  id: string,
  { action, actor }: { readonly action: 'hold' | 'release'; readonly actor: AuditActor },
): Promise<void> {
  const { company_id: companyId } = await findOpenCase(context, id);
  const row = await withCompany(context.orm, companyId, (em) => em.findOneOrFail(FollowUpCase, { id, companyId }));
  if (!row.nextMail) throw new HttpProblem('mail_changed');
  const decision = { case_id: id, kind: row.nextMail, action };
  await decideMail(context, companyId, decision, { actor, rendering: noRendering });
}
