import { EnteredApplications, withCompany } from '@goen/case-store';
import { type AuditActor, recordAudit } from '@goen/cases';
import { formatActor } from '@goen/contracts/workflow';
import type { GatewayContext } from '../../../http/gateway-app.ts';

type Change = { readonly month: string; readonly actor: AuditActor };

/** Stores a company's own number of applications in a month; a later one replaces it. */
export async function enterApplications(
  { orm, now }: GatewayContext,
  companyId: string,
  { month, applications, actor }: Change & { readonly applications: number },
): Promise<{ month: string; applications: number; entered_at: string }> {
  const row = { companyId, month: `${month}-01`, applications, enteredBy: formatActor(actor), enteredAt: now() };
  await withCompany(orm, companyId, async (em) => {
    await em.upsert(EnteredApplications, row);
    const subject = { type: 'month', id: month };
    await recordAudit(em, { companyId, actor, action: 'applications.entered', subject, data: { applications } });
  });
  return { month, applications, entered_at: row.enteredAt.toISOString() };
}

/** Does nothing when there is none. */
export async function removeEnteredApplications(
  { orm }: GatewayContext,
  companyId: string,
  { month, actor }: Change,
): Promise<void> {
  await withCompany(orm, companyId, async (em) => {
    const removed = await em.nativeDelete(EnteredApplications, { companyId, month: `${month}-01` });
    if (removed === 0) return;
    await recordAudit(em, { companyId, actor, action: 'applications.removed', subject: { type: 'month', id: month } });
  });
}
