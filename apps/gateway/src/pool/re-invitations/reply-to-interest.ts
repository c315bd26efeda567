import { randomUUID } from 'node:crypto';
import { findLastFact } from '@goen/case-domain/re-invitation';
import { type InterestOwner, MailEdit, withCompany } from '@goen/case-store';
import { type AuditActor, loadActors, recordAudit, recordReInvitation } from '@goen/cases';
import type { interestReply, ReInvitationView } from '@goen/contracts/public';
import { formatActor } from '@goen/contracts/workflow';
import { HttpProblem } from '@goen/service-kit';
import type { z } from 'zod';
import { askService } from '../../http/ask-service.ts';
import type { GatewayContext } from '../../http/gateway-app.ts';
import { buildReplyPreview } from './build-reply-preview.ts';
import { viewReInvitation } from './view-re-invitation.ts';

type Reply = z.output<typeof interestReply>;

/**
 * Records a company's answer to an interest; its mail goes through the queue like every other. The same answer again
 * changes nothing. Throws `not_found`, `re_invitation_not_open`, and 422 with the positions of faults in the wording.
 */
export async function replyToInterest(
  context: GatewayContext,
  companyId: string,
  id: string,
  { reply, actor, wording }: Reply & { readonly actor: AuditActor },
): Promise<ReInvitationView> {
  const repliedAt = context.now();
  if (wording) await checkWording(context, companyId, id, { reply, wording });
  return withCompany(context.orm, companyId, async (em) => {
    const recorded = await recordReInvitation(em, id, repliedAt, async ({ row, file, loadedCase }) => {
      const earlier = findLastFact(file.facts, 'company.replied');
      if (earlier?.data.reply === reply) return null;
      if (row.state !== 'interested' || earlier) throw new HttpProblem('re_invitation_not_open');
      const editId = wording ? randomUUID() : null;
      if (wording && editId) {
        const { candidateId, id: caseId } = loadedCase.row;
        await em.insert(MailEdit, { id: editId, companyId, caseId, candidateId, ...wording, createdAt: repliedAt });
      }
      return {
        kind: 'company.replied',
        at: repliedAt,
        data: { reply, by: formatActor(actor), editId },
        dedupeKey: 'company.replied',
      };
    });
    if (recorded === null) throw new HttpProblem('not_found');
    if (recorded.appended) {
      const subject = { type: 're_invitation', id };
      await recordAudit(em, { companyId, actor, action: 're_invitation.replied', subject, data: { reply } });
    }
    const { row } = recorded.loaded;
    return viewReInvitation(row, repliedAt, await loadActors(em, [row.createdBy]));
  });
}

/** A preview refuses what the mail would be refused for. */
async function checkWording(context: GatewayContext, companyId: string, id: string, reply: Reply): Promise<void> {
  const body = await buildReplyPreview(context, companyId, id, reply);
  if (body) await askService(context.mail, '/messages/preview', { method: 'POST', query: { as: 'text' }, body });
}

/** Gives a re-invitation another owner, who is reminded from now on. Throws `not_found`. */
export function changeOwner(
  { orm, now }: GatewayContext,
  companyId: string,
  id: string,
  { owner, actor }: { readonly owner: InterestOwner; readonly actor: AuditActor },
): Promise<ReInvitationView> {
  const changedAt = now();
  return withCompany(orm, companyId, async (em) => {
    const recorded = await recordReInvitation(em, id, changedAt, ({ row }) => {
      const isSame = row.owner.name === owner.name && row.owner.email === owner.email;
      row.owner = owner;
      return isSame ? null : { kind: 'owner.changed', at: changedAt, data: { by: formatActor(actor) } };
    });
    if (recorded === null) throw new HttpProblem('not_found');
    if (recorded.appended) {
      const subject = { type: 're_invitation', id };
      await recordAudit(em, {
        companyId,
        actor,
        action: 're_invitation.changed',
        subject,
        data: { fields: ['owner'] },
      });
    }
    const { row: after } = recorded.loaded;
    return viewReInvitation(after, changedAt, await loadActors(em, [after.createdBy]));
  });
}
