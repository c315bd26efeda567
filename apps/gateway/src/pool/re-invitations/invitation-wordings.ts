import { InvitationWording, Position, withCompany } from '@goen/case-store';
import { type AuditActor, loadActors, recordAudit, type ViewActor } from '@goen/cases';
import { type invitationWording, type Locale, type saveInvitationWording } from '@goen/contracts/public';
import { formatActor } from '@goen/contracts/workflow';
import { HttpProblem } from '@goen/service-kit';
import type { z } from 'zod';
import { askService } from '../../http/ask-service.ts';
import type { GatewayContext } from '../../http/gateway-app.ts';
import { loadCompanySettings } from '../../services/read-company-settings.ts';

type View = z.infer<typeof invitationWording>;

/** Saves what a company writes to former candidates about a position. Throws 422 with the positions of faults. */
export async function saveWording(
  { orm, mail, now }: GatewayContext,
  companyId: string,
  positionId: string,
  {
    locale,
    what_is_new: whatIsNew,
    wording,
    actor,
  }: z.output<typeof saveInvitationWording> & { readonly actor: AuditActor },
): Promise<View> {
  if (wording) await checkWording({ orm, mail }, companyId, { locale, wording });
  return withCompany(orm, companyId, async (em) => {
    if ((await em.count(Position, { id: positionId, companyId })) === 0) throw new HttpProblem('not_found');
    const row = {
      positionId,
      locale,
      companyId,
      subject: wording?.subject ?? null,
      body: wording?.body ?? null,
      whatIsNew,
      savedBy: formatActor(actor),
      savedAt: now(),
    };
    const saved = await em.upsert(InvitationWording, row);
    const subject = { type: 'position', id: positionId };
    await recordAudit(em, { companyId, actor, action: 'invitation_wording.saved', subject, data: { locale } });
    return view(saved, await loadActors(em, [saved.savedBy]));
  });
}

/** A sample preview refuses what a mail would be refused for. */
async function checkWording(
  { orm, mail }: Pick<GatewayContext, 'orm' | 'mail'>,
  company: string,
  { locale, wording }: { readonly locale: Locale; readonly wording: { subject: string; body: string } },
): Promise<void> {
  const { sender } = await loadCompanySettings(orm, company);
  const body = { company, sender, as: 'text', kind: 're_invitation', locale, stage: 'other', wording };
  await askService(mail, '/previews', { method: 'POST', body });
}

export function listWordings({ orm }: GatewayContext, companyId: string, positionId: string): Promise<View[]> {
  return withCompany(orm, companyId, async (em) => {
    if ((await em.count(Position, { id: positionId, companyId })) === 0) throw new HttpProblem('not_found');
    const rows = await em.find(InvitationWording, { positionId }, { orderBy: { locale: 'desc' } });
    const viewActor = await loadActors(
      em,
      rows.map(({ savedBy }) => savedBy),
    );
    return rows.map((row) => view(row, viewActor));
  });
}

const view = (
  { locale, subject, body, whatIsNew, savedBy, savedAt }: InvitationWording,
  viewActor: ViewActor,
): View => ({
  locale,
  what_is_new: whatIsNew,
  wording: subject && body ? { subject, body } : null,
  saved_by: viewActor(savedBy),
  saved_at: savedAt.toISOString(),
});
