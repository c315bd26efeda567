import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { addChangeReInvitation } from './change-re-invitation.route.ts';
import { addGetReInvitation } from './get-re-invitation.route.ts';
import { addInviteFormerCandidates } from './invite.route.ts';
import { addListInvitationWordings } from './list-invitation-wordings.route.ts';
import { addListReInvitations } from './list-re-invitations.route.ts';
import { addPreviewInvitation } from './preview-invitation.route.ts';
import { addPreviewInvitationDraft } from './preview-invitation-draft.route.ts';
import { addPreviewReply } from './preview-reply.route.ts';
import { addReplyToInterest } from './reply-to-interest.route.ts';
import { addReportReInvitations } from './report-re-invitations.route.ts';
import { addSaveInvitationWording } from './save-invitation-wording.route.ts';

/** Mails about openings to former candidates who fit, and what comes of them. */
export function addReInvitationRoutes(app: GatewayApp, context: GatewayContext): void {
  addInviteFormerCandidates(app, context);
  addPreviewInvitation(app, context);
  addPreviewInvitationDraft(app, context);
  addListInvitationWordings(app, context);
  addSaveInvitationWording(app, context);
  addListReInvitations(app, context);
  addGetReInvitation(app, context);
  addChangeReInvitation(app, context);
  addPreviewReply(app, context);
  addReplyToInterest(app, context);
  addReportReInvitations(app, context);
}
