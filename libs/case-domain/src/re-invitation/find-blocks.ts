import {
  type MailFrequency,
  type ReInvitationBlock,
  type ReInvitationBlockReason,
  resultMailKinds,
  type TagId,
} from '@goen/contracts/workflow';
import { addDays, addMonths, pickLaterDate, toTokyoDate } from '../calendar.ts';
import type { CaseInput } from '../case-input.ts';
import { selectFacts } from '../facts.ts';
import { isProtectedAfterHire } from '../hire-protection.ts';
import { isResultOnly } from '../keeping.ts';
import { selectMailFacts } from '../mail-facts.ts';
import { wantsOpening } from '../preferences.ts';
import { hasBasis, isSenderComplete } from '../regulated-mail-conditions.ts';
import { findLatestRejection } from '../rejections.ts';
import { assessSituation, type Situation } from '../situation.ts';

/** A result needs distance before its company asks again. */
const daysAfterResult = 30;
/** Per person and company; who wants to be written to once a year is asked once. */
const limits: Readonly<Record<MailFrequency, { readonly invitations: number; readonly months: number }>> = {
  half_yearly: { invitations: 2, months: 6 },
  yearly: { invitations: 1, months: 12 },
};

/** What else than their case decides whether a person may be written to about an opening. */
export type ReInvitationPerson = {
  readonly hasAddress: boolean;
  readonly isErased: boolean;
  /** Dates on which the company's earlier re-invitations were sent to them. Reminders belong to theirs. */
  readonly invitedOn: readonly string[];
  readonly hasOpenInvitation: boolean;
  /** Another application of theirs is known to be undecided. */
  readonly isInSelection: boolean;
};

/** The tags that an opening asks for. */
type OpeningTags = readonly TagId[];

/**
 * Why a former candidate may not be written to about an opening now, what never ends first; none: they may. `input`: their
 * current case, open or closed.
 */
export function findReInvitationBlocks(
  input: CaseInput,
  person: ReInvitationPerson,
  opening: OpeningTags,
  nowMs: number,
): ReInvitationBlock[] {
  const situation = assessSituation(input, nowMs);
  const { summary } = situation;
  if (person.isErased || isErased(situation)) return [{ reason: 'erased', until: null }];
  const today = toTokyoDate(nowMs);
  const ofCase = findCaseBlocks(situation);
  // Somebody hired through an introduction is left alone for two years, and no company learns why (転職勧奨の禁止).
  const isProtected = isProtectedAfterHire(situation.joinedOn, nowMs);
  const others: Partial<Record<ReInvitationBlockReason, boolean>> = {
    may_not_email: isProtected,
    in_selection: person.isInSelection,
  };
  const lasting: readonly Lasting[] = [
    ['no_address', !person.hasAddress],
    ['address_shared', situation.addressState !== null],
    ...ofCase.lasting.map(([reason, holds]): Lasting => [reason, holds || others[reason] === true]),
    ['not_kept', isResultOnly(situation)],
    ['other_categories', !wantsOpening(summary.preferences, opening)],
    ['no_basis', !hasBasis(situation)],
    ['sender_incomplete', !isSenderComplete(situation)],
    ['already_invited', person.hasOpenInvitation],
  ];
  const dated: readonly Dated[] = [
    ...ofCase.dated,
    ['too_many', findLimitEnd(person.invitedOn, summary.preferences.frequency)],
  ];
  return [
    ...lasting.flatMap(([reason, holds]) => (holds ? [{ reason, until: null }] : [])),
    ...dated.flatMap(([reason, until]) => (until !== null && today < until ? [{ reason, until }] : [])),
  ];
}

/** Later than every date: until a fact changes it. */
const never = '9999-12-31';

/**
 * From when the facts of a case allow a mail about an opening, whatever the opening, the settings and the other rows of
 * the person: a list need not look at people before. Changes with a fact only.
 */
export function findInvitableFrom(situation: Situation): string {
  const { lasting, dated } = findCaseBlocks(situation);
  if (isErased(situation) || lasting.some(([, holds]) => holds)) return never;
  return dated.reduce((latest, [, until]) => (until === null ? latest : pickLaterDate(latest, until)), '');
}

type Lasting = readonly [ReInvitationBlockReason, boolean];
type Dated = readonly [ReInvitationBlockReason, string | null];

const isErased = ({ summary }: Situation): boolean => summary.erased || summary.erasurePending;

/** What the facts of the case forbid. */
function findCaseBlocks(situation: Situation): {
  readonly lasting: readonly Lasting[];
  readonly dated: readonly Dated[];
} {
  const { summary, facts } = situation;
  const openings = readOpeningsAnswer(situation);
  const isSilent = summary.live.length > 0 && summary.live.every(({ silent }) => silent !== null);
  return {
    lasting: [
      ['address_unusable', summary.addressUnusable],
      ['hired', summary.hired],
      ['in_selection', summary.reapplied || summary.isLatestUnrejected || summary.live.length === 0],
      ['may_not_email', isSilent],
      // No consent text names these mails, so nothing lifts an unsubscription (特定電子メール法 Art. 3(3)).
      ['unsubscribed', summary.stopped.invitations],
      ['declined_follow_ups', summary.followUp.state === 'declined' || summary.followUp.state === 'withdrawn'],
      ['no_more_invitations', openings.isStopped],
    ],
    dated: [
      ['paused', summary.pausedUntil],
      ['asked_to_wait', openings.askAgainOn],
      ['result_too_recent', findResultDate(situation, facts)],
    ],
  };
}

/** The last answer counts; hearing about openings again undoes it. */
export function readOpeningsAnswer({ facts }: Pick<Situation, 'facts'>): {
  readonly isStopped: boolean;
  readonly askAgainOn: string | null;
} {
  const last = selectFacts(facts, 're_invitation.answered', 're_invitation.resumed').at(-1);
  if (last?.kind !== 're_invitation.answered') return { isStopped: false, askAgainOn: null };
  return { isStopped: last.data.answer === 'no_more', askAgainOn: last.data.askAgainOn };
}

/** Thirty days after the result mail, or after the rejection when the company's own ATS sent the result. */
function findResultDate({ summary }: Situation, facts: Situation['facts']): string | null {
  const latest = findLatestRejection(summary.live);
  const sent = selectMailFacts(facts, ...resultMailKinds).findLast(({ kind }) => kind === 'mail.sent');
  const dates = [
    ...(latest ? [toTokyoDate(latest.rejectedAtMs)] : []),
    ...(sent?.kind === 'mail.sent' ? [sent.data.date] : []),
  ];
  return dates.length === 0 ? null : addDays(dates.reduce(pickLaterDate), daysAfterResult);
}

function findLimitEnd(invitedOn: readonly string[], frequency: MailFrequency): string | null {
  const { invitations, months } = limits[frequency];
  const counted = invitedOn.toSorted().at(-invitations);
  return counted === undefined ? null : addMonths(counted, months);
}
