import type { ReInvitationStep } from '@goen/case-domain/re-invitation';
import type { ReInvitationRef } from './messages.ts';

/** A step, and what Temporal's UI shows of the re-invitation. No personal data. */
export type ReInvitationDecision = {
  readonly step: ReInvitationStep;
  readonly details: string;
};

/**
 * Implemented by the worker only. Each activity loads what it needs by id, does one thing, and records it as a fact
 * before it returns. All are idempotent: running one again changes nothing more.
 */
export interface ReInvitationActivities {
  /** Loads the facts and evaluates `nextReInvitationStep`. Short: a local activity. */
  decideReInvitation(ref: ReInvitationRef): Promise<ReInvitationDecision>;
  closeReInvitation(ref: ReInvitationRef): Promise<void>;
}

/** On the mail queue. Each does nothing when the step is no longer due; the next decision then waits or moves on. */
export interface ReInvitationMailActivities {
  sendReInvitationMail(ref: ReInvitationRef): Promise<void>;
  notifyOwner(ref: ReInvitationRef): Promise<void>;
}
