import { type CompanySettings, type KeepingNotice, resultMailKinds } from '@goen/contracts/workflow';
import { addDays, addMonths, parseInstantMs, pickLaterDate, toTokyoDate } from './calendar.ts';
import { selectFacts } from './facts.ts';
import { selectMailFacts } from './mail-facts.ts';
import { findLatestRejection, type Rejection } from './rejections.ts';
import { findRejectionsToAnswer } from './rejections-to-answer.ts';
import type { Situation } from './situation.ts';

/** Without a basis a candidate's details are erased so many days after the result. */
const resultOnlyDays = 30;
/** How long a person has to answer whether they go on being kept, from the day on which the 12-month mail is due. */
const answerDays = 30;
/** The page asks the question so many days before the details are erased. */
const askedDays = 60;

/** On what basis and until when a person's details are kept (個人情報保護法 Art. 17, 22; 職業安定法 Art. 5-5). */
export type Keeping =
  /** The company has not confirmed on what basis: nobody is erased. */
  | { readonly kind: 'unconfirmed' }
  /** `notice`: what they were told when they applied; null: they consented. */
  | { readonly kind: 'kept'; readonly until: string; readonly notice: KeepingNotice | null }
  /** Without a basis: the result and nothing else. `until` null: the result is still to come. */
  | { readonly kind: 'result_only'; readonly until: string | null; readonly mayAsk: boolean };

const cache = new WeakMap<Situation, Keeping>();

export const readKeeping = (situation: Situation): Keeping => {
  const known = cache.get(situation);
  if (known) return known;
  const keeping = evaluateKeeping(situation);
  cache.set(situation, keeping);
  return keeping;
};

/** Whether the candidate gets the result and nothing else: no pool, follow-up, referral or copy in a CRM. */
export const isResultOnly = (situation: Situation): boolean => readKeeping(situation).kind === 'result_only';

/** Whether nothing may be asked of the candidate either. A company that keeps people by consent may ask for it. */
export const isBarredFromAsking = (situation: Situation): boolean => {
  const keeping = readKeeping(situation);
  return keeping.kind === 'result_only' && !keeping.mayAsk;
};

/** Whether the person is being asked to go on being kept: it is soon, or a mail about this date asked. */
export const isAskedToRenew = (situation: Situation): boolean => {
  const keeping = readKeeping(situation);
  if (keeping.kind !== 'kept') return false;
  const { until } = keeping;
  const questions = selectMailFacts(situation.facts, 'second_follow_up', 'keeping_notice');
  const wasAsked = questions.some(({ kind, data }) => kind === 'mail.sent' && isAboutDate(data.date, until));
  return wasAsked || isAboutDate(toTokyoDate(situation.nowMs), until);
};

/** A notice sent longer before was about an earlier date. */
export const isAboutDate = (sentOn: string, until: string): boolean => sentOn >= addDays(until, -askedDays);

const evaluateKeeping = (situation: Situation): Keeping => {
  const { keeping } = situation.settings;
  if (keeping.unconfirmed) return { kind: 'unconfirmed' };
  const { live, cancelled } = situation.summary;
  const rejections = live.length > 0 ? live : cancelled;
  const latest = findLatestRejection(rejections);
  if (latest === undefined) return { kind: 'result_only', until: null, mayAsk: false };
  const notice = keeping.basis === 'notice' ? findNotice(keeping, rejections) : null;
  if (notice !== null || (keeping.basis === 'consent' && hasConsented(situation)) || hasRegistered(situation)) {
    return { kind: 'kept', notice, until: findKeptUntil(situation, latest) };
  }
  const until = isResultPending(situation) ? null : findResultOnlyUntil(situation, rejections);
  return { kind: 'result_only', until, mayAsk: keeping.basis === 'consent' };
};

/** Nobody withdrew a consent that lapsed: what it was given for ends, not the time that the page promised. */
const hasRelayConsent = ({ summary: { relay } }: Situation): boolean =>
  relay.state === 'granted' || relay.state === 'lapsed';

/** The consents say that the details are kept for them. */
const hasConsented = (situation: Situation): boolean =>
  situation.summary.followUp.state === 'granted' || hasRelayConsent(situation);

/** Who registered themselves for the relay asked for it, whatever the company told its applicants. */
const hasRegistered = (situation: Situation): boolean =>
  hasRelayConsent(situation) && selectFacts(situation.facts, 'registration.received').length > 0;

/** The day of the application, else of the rejection: when the person read what was in force. */
const toAppliedOn = ({ appliedAtMs, rejectedAtMs }: Rejection): string => toTokyoDate(appliedAtMs ?? rejectedAtMs);

/** What the person was told when they last applied; null: they applied before there was a notice. */
const findNotice = (
  { notices }: CompanySettings['keeping'],
  rejections: readonly Rejection[],
): KeepingNotice | null => {
  const appliedOn = rejections.map(toAppliedOn).reduce(pickLaterDate);
  return notices.findLast(({ since }) => since <= appliedOn) ?? null;
};

/** What was reported late, or without a date, is kept from its report on: its 12-month mail may lie in the past. */
const toKeptFrom = ({ rejectedAtMs, acceptedAtMs }: Rejection, { maxReportAgeDays }: CompanySettings): string => {
  const [rejectedOn, acceptedOn] = [toTokyoDate(rejectedAtMs), toTokyoDate(acceptedAtMs)];
  return addDays(rejectedOn, maxReportAgeDays) < acceptedOn ? acceptedOn : rejectedOn;
};

const toStatedOn = ({ keeping: { statedAt } }: CompanySettings): string | null =>
  statedAt === null ? null : toTokyoDate(parseInstantMs(statedAt));

const findKeptUntil = (situation: Situation, latest: Rejection): string => {
  const { facts, settings, summary } = situation;
  const statedOn = toStatedOn(settings);
  const askedOn = addMonths(toKeptFrom(latest, settings), settings.secondFollowUpMonths);
  const asked = selectMailFacts(facts, 'second_follow_up').findLast(
    ({ kind, data }) => kind === 'mail.sent' && data.rejectionIds.includes(latest.id),
  );
  const renewedUntil = selectFacts(facts, 'keeping.renewed').at(-1)?.data.until;
  const dates = [
    addDays(pickLaterDate(askedOn, asked?.data.date ?? askedOn), answerDays),
    ...(statedOn ? [addDays(statedOn, resultOnlyDays)] : []),
    ...(renewedUntil ? [renewedUntil] : []),
    // Whoever lets their details be shared until then does not want them deleted before.
    ...(hasRelayConsent(situation) && summary.relay.expiresAtMs !== null
      ? [toTokyoDate(summary.relay.expiresAtMs)]
      : []),
  ];
  return dates.reduce(pickLaterDate);
};

/** Whether a result mail is still to come: until then the address is needed. */
const isResultPending = (situation: Situation): boolean => {
  const { addressUnusable, closed, hired } = situation.summary;
  if (addressUnusable || closed || hired || situation.addressState === 'of_another') return false;
  return findRejectionsToAnswer(situation).length > 0;
};

const findResultOnlyUntil = ({ facts, settings }: Situation, rejections: readonly Rejection[]): string => {
  const results = selectMailFacts(facts, ...resultMailKinds);
  const ids = rejections.map(({ id }) => id);
  const statedOn = toStatedOn(settings);
  const dates = [
    ...rejections.map(({ acceptedAtMs }) => toTokyoDate(acceptedAtMs)),
    ...results.filter(({ data }) => data.rejectionIds.some((id) => ids.includes(id))).map(({ data }) => data.date),
    ...selectFacts(facts, 'consent.withdrawn').map(({ at }) => toTokyoDate(parseInstantMs(at))),
    ...(statedOn ? [statedOn] : []),
  ];
  return addDays(dates.reduce(pickLaterDate), resultOnlyDays);
};
