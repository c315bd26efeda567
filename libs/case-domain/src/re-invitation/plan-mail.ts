import type {
  ApprovalMode,
  ReInvitationBlock,
  ReInvitationFact,
  ReInvitationMailKind,
  SendingHours,
} from '@goen/contracts/workflow';
import { addDays, toTokyoDate, toTokyoMs } from '../calendar.ts';
import { readMailApproval } from '../mail-approval.ts';
import { findSendingWindow, isInSendingWindow } from '../sending-windows.ts';
import { findLastFact, findNextReInvitationMailNumber } from './re-invitation-facts.ts';
import type { ReInvitationStep } from './re-invitation-step.ts';

const dayMs = 24 * 60 * 60 * 1000;
/** A mail that members neither approve nor release in this time is not sent. */
export const approveWithinDays = 30;

/** Everything that the next step of a re-invitation depends on. */
export type ReInvitationFile = {
  /** In any order. */
  readonly facts: readonly ReInvitationFact[];
  readonly createdAtMs: number;
  readonly hours: SendingHours;
  readonly approval: ApprovalMode;
  /** The company has paused all its mails. */
  readonly areMailsPaused: boolean;
  /** Why the person may not be written to now, this re-invitation itself not counted; null: they may. */
  readonly block: ReInvitationBlock | null;
  readonly isPositionOpen: boolean;
};

/** A file whose facts are sorted by `seq`, at an instant. */
export type ReInvitationContext = ReInvitationFile & { readonly nowMs: number };

type MailPlan = { readonly fromMs: number; readonly untilMs: number; readonly next: string };

/**
 * Sends a mail inside a sending window. Until it is approved, its step reminds the company's recruiters, once per sending
 * day; of a held mail nobody is reminded.
 */
export function planMail(
  { facts, hours, approval: setting, areMailsPaused, nowMs }: ReInvitationContext,
  mail: ReInvitationMailKind,
  { fromMs, untilMs, next }: MailPlan,
): ReInvitationStep {
  if (nowMs < fromMs) return { kind: 'wait', untilMs: Math.min(fromMs, untilMs), next };
  const { state } = readMailApproval(facts, setting, mail);
  // Resuming wakes it.
  if (areMailsPaused) return { kind: 'wait', untilMs, next };
  if (state === 'held') return { kind: 'wait', untilMs, next: 'approval' };
  const limitedOn = findLastFact(facts, 'mail.skipped', ({ data }) => data.mail === mail)?.data.date ?? null;
  const remindedOn = findLastFact(facts, 'approval.reminded')?.data.date ?? null;
  const sendMs = findWindowMs(hours, state === 'awaiting' ? remindedOn : limitedOn, nowMs);
  if (sendMs <= nowMs) return { kind: 'send', mail, n: findNextReInvitationMailNumber(facts) };
  return { kind: 'wait', untilMs: Math.min(sendMs, untilMs), next: state === 'awaiting' ? 'approval' : next };
}

/** Now inside a sending window, else at the start of the next one; after `doneOn`, on which it was tried already. */
function findWindowMs(hours: SendingHours, doneOn: string | null, nowMs: number): number {
  const today = toTokyoDate(nowMs);
  const from = doneOn === null || doneOn < today ? today : addDays(doneOn, 1);
  if (from <= today && isInSendingWindow(nowMs, hours)) return nowMs;
  return findSendingWindow(from <= today ? nowMs : toTokyoMs(from, 0), hours)?.startMs ?? nowMs + dayMs;
}
