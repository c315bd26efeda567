import type { ReInvitationEnd } from '@goen/contracts/workflow';
import { parseInstantMs } from '../calendar.ts';
import { readMailApproval } from '../mail-approval.ts';
import { decideAfterInterest } from './after-interest.ts';
import { approveWithinDays, planMail, type ReInvitationContext, type ReInvitationFile } from './plan-mail.ts';
import { findLastFact, wasMailRefused, wasMailSent } from './re-invitation-facts.ts';
import type { ReInvitationStep } from './re-invitation-step.ts';

const dayMs = 24 * 60 * 60 * 1000;
/** A mail that could not leave in this time does not leave at all: what it says is no longer new. */
const sendWithinDays = 14;
const remindAfterDays = 7;
const answerWithinDays = 21;

/**
 * Decides what a re-invitation does now: write to the former candidate once members approved, remind them once, expire;
 * after an interest see that it is answered. Pure, like `nextStep`.
 */
export function nextReInvitationStep(file: ReInvitationFile, nowMs: number): ReInvitationStep {
  const facts = file.facts.toSorted((a, b) => a.seq - b.seq);
  const context: ReInvitationContext = { ...file, facts, nowMs };
  if (findLastFact(facts, 're_invitation.closed')) return { kind: 'none' };
  const ended = findEnding(context);
  if (ended !== null) return { kind: 'close', ended };
  const answer = findLastFact(facts, 'candidate.answered');
  if (answer?.data.answer === 'interested') return decideAfterInterest(context, answer);
  return wasMailSent(facts, 're_invitation') ? decideWhileSent(context) : decideBeforeSent(context);
}

/** What ends it at any time; null while it goes on. */
function findEnding({ facts }: ReInvitationContext): ReInvitationEnd | null {
  if (findLastFact(facts, 'candidate.withdrew')) return 'withdrawn';
  if (findLastFact(facts, 'candidate.reapplied')) return 'reapplied';
  const answer = findLastFact(facts, 'candidate.answered')?.data.answer;
  return answer === 'not_now' || answer === 'no_more' ? answer : null;
}

function decideBeforeSent(context: ReInvitationContext): ReInvitationStep {
  const { facts, block, isPositionOpen, createdAtMs, nowMs } = context;
  const mail = 're_invitation';
  const approval = readMailApproval(facts, context.approval, mail);
  const isWaiting = approval.state === 'awaiting' || approval.state === 'held';
  const close = (ended: ReInvitationEnd): ReInvitationStep => ({ kind: 'close', ended });
  if (approval.isCancelled) return close('cancelled');
  if (wasMailRefused(facts, mail)) return close('not_reachable');
  if (!isPositionOpen) return close('position_closed');
  if (block !== null) return close('not_allowed');
  const deadlineMs = isWaiting
    ? createdAtMs + approveWithinDays * dayMs
    : Math.max(createdAtMs, approval.decidedAtMs) + sendWithinDays * dayMs;
  if (nowMs >= deadlineMs) return close(isWaiting ? 'not_approved' : 'not_reachable');
  return planMail(context, mail, { fromMs: createdAtMs, untilMs: deadlineMs, next: 'invitation' });
}

function decideWhileSent(context: ReInvitationContext): ReInvitationStep {
  const { facts, block, isPositionOpen, nowMs } = context;
  const sent = findLastFact(facts, 'mail.sent', ({ data }) => data.mail === 're_invitation');
  const sentAtMs = parseInstantMs(sent?.at ?? '1970-01-01T00:00:00Z');
  const deadlineMs = sentAtMs + answerWithinDays * dayMs;
  if (!isPositionOpen) return { kind: 'close', ended: 'position_closed' };
  if (nowMs >= deadlineMs) return { kind: 'close', ended: 'no_answer' };
  const mail = 're_invitation_reminder';
  const isSettled =
    wasMailSent(facts, mail) ||
    wasMailRefused(facts, mail) ||
    readMailApproval(facts, context.approval, mail).isCancelled;
  // Who meanwhile may not be written to is not reminded, but may still answer.
  if (isSettled || block !== null) return { kind: 'wait', untilMs: deadlineMs, next: 'answer' };
  return planMail(context, mail, {
    fromMs: sentAtMs + remindAfterDays * dayMs,
    untilMs: deadlineMs,
    next: 'reminder',
  });
}
