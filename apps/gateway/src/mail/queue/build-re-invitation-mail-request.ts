import { findNextReInvitationMail } from '@goen/case-domain/re-invitation';
import { type Em, ReInvitation, withCompany } from '@goen/case-store';
import { buildReInvitationRequest, type LoadedReInvitation, loadReInvitation } from '@goen/cases';
import type { MessageRequest } from '@goen/contracts/internal';
import type { ReInvitationMailKind } from '@goen/contracts/workflow';
import type { GatewayContext } from '../../http/gateway-app.ts';
import { previewToken } from './build-next-mail-request.ts';

/** The one open re-invitation of the person of a case. */
export const findOpenReInvitation = (em: Em, companyId: string, caseId: string): Promise<ReInvitation | null> =>
  em.findOne(ReInvitation, { companyId, caseId, state: { $ne: 'closed' } });

/** The request for a mail of a re-invitation as a member reviews it: its link leads nowhere. */
export const buildReInvitationMailRequest = (
  { now, publicUrl }: Pick<GatewayContext, 'now' | 'publicUrl'>,
  em: Em,
  loaded: LoadedReInvitation,
  kind: ReInvitationMailKind,
): Promise<MessageRequest | null> =>
  buildReInvitationRequest(em, loaded, {
    kind,
    key: previewToken,
    token: previewToken,
    nowMs: now().getTime(),
    publicUrl,
  });

/** The next mail about an opening to the person of a case, and when it is due; null when there is none. */
export function buildNextReInvitationMailRequest(
  context: GatewayContext,
  companyId: string,
  caseId: string,
): Promise<{ readonly request: MessageRequest; readonly dueAt: Date } | null> {
  return withCompany(context.orm, companyId, async (em) => {
    const row = await findOpenReInvitation(em, companyId, caseId);
    const loaded = row && (await loadReInvitation(em, row, context.now().getTime()));
    const kind = loaded && findNextReInvitationMail(loaded.file.facts);
    const request = kind && (await buildReInvitationMailRequest(context, em, loaded, kind));
    return request && { request, dueAt: row.nextStepAt ?? row.createdAt };
  });
}
