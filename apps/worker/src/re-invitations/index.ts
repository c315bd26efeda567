import type { ReInvitationActivities, ReInvitationMailActivities } from '@goen/re-invitation';
import type { ActivityContext } from '../activity-context.ts';
import { withHeartbeat } from '../with-heartbeat.ts';
import { closeReInvitation } from './close-re-invitation.ts';
import { decideReInvitation } from './decide-re-invitation.ts';
import { notifyOwner } from './notify-owner.ts';
import { sendReInvitationMail } from './send-re-invitation-mail.ts';

export { wakeOverdueReInvitations } from './wake-overdue-re-invitations.ts';

/** The activities of re-invitations on the `cases` queue. */
export const reInvitationActivities = (context: ActivityContext) =>
  ({
    decideReInvitation: (ref) => decideReInvitation(context, ref),
    closeReInvitation: (ref) => closeReInvitation(context, ref),
  }) satisfies ReInvitationActivities;

/** Those on the `mail` queue. */
export const reInvitationMailActivities = (context: ActivityContext) =>
  ({
    sendReInvitationMail: (ref) => withHeartbeat(() => sendReInvitationMail(context, ref)),
    notifyOwner: (ref) => withHeartbeat(() => notifyOwner(context, ref)),
  }) satisfies ReInvitationMailActivities;
