import { z } from 'zod';
import {
  approvalStates,
  caseMailKinds,
  introductionMailKinds,
  mailKinds,
  reInvitationMailKinds,
} from '../workflow/mail.ts';

export type { ApprovalState } from '../workflow/mail.ts';

export const mailKind = z.enum(mailKinds).meta({ id: 'MailKind' });
export const caseMailKind = z.enum(caseMailKinds).meta({ id: 'CaseMailKind' });
/** The mails that members of a company decide about. */
export const queuedMailKind = z
  .enum([...caseMailKinds, ...introductionMailKinds, ...reInvitationMailKinds])
  .meta({ id: 'QueuedMailKind' });
export type QueuedMailKind = z.infer<typeof queuedMailKind>;
export const approvalState = z.enum(approvalStates).meta({ id: 'ApprovalState' });

/** Why a mail that is due does not leave, though nobody has to decide about it. */
export const mailWaitReasons = [
  'mail_service_unavailable',
  'provider_unavailable',
  'sender_domain_unverified',
] as const;
export type MailWaitReason = (typeof mailWaitReasons)[number];

/** What a mail cannot leave without, as far as members have to give it. */
export const mailWaitsFor = z
  .enum(['personal_note', 'approval', 'resume'])
  .describe('what it waits for; `resume`: all mails of the company are paused; null: for its time only, or it is held');
