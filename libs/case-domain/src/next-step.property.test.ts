import { isRegulated, type MailKind } from '@goen/contracts/workflow';
import * as fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { addDays, parseInstantMs, toTokyoDate } from './calendar.ts';
import { describeCase } from './describe-case.ts';
import { nextStep } from './next-step.ts';
import { isInSendingWindow } from './sending-windows.ts';
import { anyScenario, approvedBesideAwaitingScenario, reversalScenario } from './testing/any-scenario.ts';
import { dayMs, type SimulatedStep, simulateCase } from './testing/simulate-case.ts';

type Facts = SimulatedStep['input']['facts'];
type SimulatedMail = SimulatedStep & { readonly step: Extract<SimulatedStep['step'], { kind: 'mail' }> };

/** The `seq` of the last fact of these kinds; 0 when there is none. */
const findLastSeq = (facts: Facts, ...kinds: string[]): number =>
  facts.findLast(({ kind }) => kinds.includes(kind))?.seq ?? 0;
const count = (facts: Facts, kind: string): number => facts.filter((fact) => fact.kind === kind).length;
const findLastConsent = (facts: Facts, consent: string): string | undefined => {
  const erasedSeq = findLastSeq(facts, 'erasure.done');
  return facts.findLast((fact) => fact.seq > erasedSeq && 'consent' in fact.data && fact.data.consent === consent)
    ?.kind;
};

const findLastGrantSeq = (facts: Facts, consent: string): number =>
  facts.findLast((fact) => fact.kind === 'consent.granted' && fact.data.consent === consent)?.seq ?? 0;

/** The live rejections, by a second implementation of the rule. */
const findLive = (facts: Facts) => {
  const isCancelled = (remoteId: string, rejectedAt: string, seq: number): boolean =>
    facts.some((fact) => {
      if (fact.kind !== 'application.unrejected' || fact.data.remoteId !== remoteId) return false;
      const laterByMs = parseInstantMs(fact.data.at) - parseInstantMs(rejectedAt);
      return laterByMs > 0 || (laterByMs === 0 && fact.seq > seq);
    });
  return facts
    .filter((fact) => fact.kind === 'rejection.reported')
    .filter(
      ({ seq, data }) => seq > findLastSeq(facts, 'erasure.done') && !isCancelled(data.remoteId, data.rejectedAt, seq),
    );
};
const findMailable = (facts: Facts) => findLive(facts).filter(({ data }) => data.silent === null);
const findSent = (facts: Facts) => facts.filter((fact) => fact.kind === 'mail.sent');

/** Named in each failure, so that the scenarios can be made again. */
const seed = Number(process.env.FAST_CHECK_SEED ?? Math.floor(Math.random() * 2 ** 31));

describe(`any scenario (seed ${seed})`, () => {
  const histories: (readonly SimulatedStep[])[] = [];
  let steps: readonly SimulatedStep[] = [];
  let mails: readonly SimulatedMail[] = [];
  beforeAll(() => {
    // `simulateCase` throws when a case does not end: all of these do, in a finite number of steps.
    fc.assert(
      fc.property(anyScenario, (scenario) => void histories.push(simulateCase(scenario))),
      { numRuns: 800, seed, examples: [[reversalScenario], [approvedBesideAwaitingScenario]] },
    );
    steps = histories.flat();
    mails = steps.filter((simulated): simulated is SimulatedMail => simulated.step.kind === 'mail');
  }, 600_000);

  test('the scenarios cover every step and every mail', () => {
    const kinds = [
      'wait',
      'mail',
      'remind_recruiter',
      'refer',
      'reverse_referral',
      'suppress',
      'erase',
      'close',
      'none',
    ];
    expect(new Set(steps.map(({ step }) => step.kind))).toEqual(new Set(kinds));
    const mailKinds = [
      'rejection',
      'rejection_relay',
      'relay_reminder',
      'first_follow_up',
      'second_follow_up',
      'keeping_notice',
      'erasure_notice',
    ];
    expect(new Set(mails.map(({ step }) => step.mail))).toEqual(new Set(mailKinds));
  });

  test('the case ends closed, after its last rejection', () => {
    const ends = histories.flatMap((history) => history.slice(-1));
    expect(new Set(ends.map(({ input, nowMs }) => describeCase(input, nowMs).state))).toEqual(new Set(['closed']));
    const leftOpen = ends.filter(
      ({ input: { facts } }) => findLastSeq(facts, 'case.closed') < findLastSeq(facts, 'rejection.reported'),
    );
    expect(leftOpen).toEqual([]);
  });

  test('a wait ends in the future', () => {
    expect(steps.filter(({ nowMs, step }) => step.kind === 'wait' && step.untilMs <= nowMs)).toEqual([]);
  });

  test('the same facts in any order give the same step', () => {
    for (const { input, nowMs, step } of steps)
      expect(nextStep({ ...input, facts: input.facts.toReversed() }, nowMs)).toEqual(step);
  }, 600_000);

  test('a mail is sent inside a sending window', () => {
    expect(mails.filter(({ input, nowMs }) => !isInSendingWindow(nowMs, input.settings.hours))).toEqual([]);
  });

  test('a mail names live rejections that may be mailed', () => {
    for (const { input, step } of mails) {
      const ids = findMailable(input.facts).map(({ data }) => data.rejectionId);
      expect(ids).toEqual(expect.arrayContaining([...step.rejectionIds]));
      expect(step.rejectionIds).not.toEqual([]);
    }
  });

  test('a mail has a number of its own', () => {
    const findUsed = (facts: Facts) =>
      facts.flatMap((fact) => ('mail' in fact.data && 'n' in fact.data ? [fact.data.n] : []));
    expect(mails.filter(({ input, step }) => findUsed(input.facts).includes(step.n))).toEqual([]);
  });

  test('a rejection never gets two mails of a kind, nor both versions of the result mail', () => {
    const group = (mail: MailKind): string => (mail === 'rejection_relay' ? 'rejection' : mail);
    const isSecond = ({ input, step }: SimulatedMail): boolean =>
      step.mail !== 'keeping_notice' &&
      findSent(input.facts).some(
        ({ data }) =>
          group(data.mail) === group(step.mail) && data.rejectionIds.some((id) => step.rejectionIds.includes(id)),
      );
    expect(mails.filter(isSecond)).toEqual([]);
  });

  test('no mail after a bounce, a complaint, a hire, an un-rejection or a request for erasure', () => {
    const ends = ['mail.bounced', 'mail.complained', 'candidate.hired'];
    for (const { input } of mails) {
      expect(findLastSeq(input.facts, ...ends)).toBe(0);
      expect(findLastSeq(input.facts, 'erasure.requested')).toBeLessThanOrEqual(
        findLastSeq(input.facts, 'erasure.done'),
      );
      expect(findLive(input.facts)).not.toEqual([]);
    }
  });

  test('no regulated mail after unsubscribing, applying again or a refusal, during a pause, or without opt-in consent', () => {
    for (const { input, nowMs, step } of mails.filter((mail) => isRegulated(mail.step.mail))) {
      const { facts, settings } = input;
      const isFollowUp = ['first_follow_up', 'second_follow_up'].includes(step.mail);
      const consentedSeq = isFollowUp ? findLastGrantSeq(facts, 'follow_up') : 0;
      expect(findLastSeq(facts, 'mail.unsubscribed')).toBeLessThanOrEqual(consentedSeq);
      expect(findLastSeq(facts, 'candidate.reapplied')).toBeLessThan(findLive(facts).at(-1)?.seq ?? 0);
      const pause = facts.findLast(({ kind }) => kind === 'case.paused' || kind === 'case.resumed');
      const until = pause?.kind === 'case.paused' ? pause.data.until : '';
      expect(until <= toTokyoDate(nowMs)).toBe(true);
      const allowed = settings.basis === 'opt_in' ? ['consent.granted'] : ['consent.granted', undefined];
      expect(allowed).toContain(findLastConsent(facts, 'follow_up'));
    }
  });

  test('a follow-up is never sent before its months have passed', () => {
    const minDays: Partial<Record<MailKind, number>> = { first_follow_up: 180, second_follow_up: 364 };
    const isEarly = ({ input, nowMs, step }: SimulatedMail): boolean => {
      const latestMs = Math.max(...findMailable(input.facts).map(({ data }) => parseInstantMs(data.rejectedAt)));
      return nowMs - latestMs < (minDays[step.mail] ?? 0) * dayMs;
    };
    expect(mails.filter((mail) => minDays[mail.step.mail] && isEarly(mail))).toEqual([]);
  });

  const findFactsAbout = (facts: Facts, { step }: SimulatedMail, ...kinds: string[]) =>
    facts.filter(
      (fact) =>
        kinds.includes(fact.kind) &&
        'mail' in fact.data &&
        fact.data.mail === step.mail &&
        fact.data.rejectionIds.toSorted().join() === step.rejectionIds.toSorted().join(),
    );

  test('where approval is required, no mail is sent without an approval of exactly this mail', () => {
    const required = mails.filter(({ input }) => input.settings.approval === 'required');
    expect(required.length).toBeGreaterThan(20);
    expect(required.filter((mail) => findFactsAbout(mail.input.facts, mail, 'mail.approved').length === 0)).toEqual([]);
  });

  test('an approval sends only one mail', () => {
    const findEarlier = (mail: SimulatedMail) => findFactsAbout(mail.input.facts, mail, 'mail.sent');
    // Of the notice there is one per period; its text names the date, so that mail-service tells them apart.
    const once = mails.filter(({ step }) => step.mail !== 'keeping_notice');
    expect(once.filter((mail) => findEarlier(mail).length > 0)).toEqual([]);
  });

  test('a held mail is not sent until it is released, approved or not, in either version of a result mail', () => {
    const resultMails = ['rejection', 'rejection_relay'];
    const versions = (kind: string) => (resultMails.includes(kind) ? resultMails : [kind]);
    const isHeld = ({ input, step }: SimulatedMail): boolean =>
      input.facts.findLast(
        (fact) =>
          (fact.kind === 'mail.held' || fact.kind === 'mail.released') &&
          versions(step.mail).includes(fact.data.mail) &&
          fact.data.rejectionIds.some((id) => step.rejectionIds.includes(id)),
      )?.kind === 'mail.held';
    expect(mails.filter(isHeld)).toEqual([]);
  });

  test('a cancelled mail is never sent', () => {
    const isCancelled = (mail: SimulatedMail): boolean =>
      findFactsAbout(mail.input.facts, mail, 'mail.skipped').some(
        ({ data }) => 'reason' in data && data.reason === 'cancelled',
      );
    expect(mails.filter(isCancelled)).toEqual([]);
  });

  test('recruiters are reminded inside sending windows, once per date, and only of mails that await approval', () => {
    const reminded = steps.filter(({ step }) => step.kind === 'remind_recruiter');
    expect(reminded.filter(({ input, nowMs }) => !isInSendingWindow(nowMs, input.settings.hours))).toEqual([]);
    expect(reminded.filter(({ input, nowMs }) => input.remindedOn === toTokyoDate(nowMs))).toEqual([]);
    const isAwaiting = ({ input, nowMs }: SimulatedStep) => describeCase(input, nowMs).mail?.approval === 'awaiting';
    expect(reminded.filter((simulated) => !isAwaiting(simulated))).toEqual([]);
    const addresses = reminded.map(({ input }) => input.settings.recruiterEmail);
    expect(new Set(addresses)).toEqual(new Set(['saiyo@example.com']));
  });

  test('without a basis for keeping the candidate gets the plain result and nothing else', () => {
    const unfounded = mails.filter(({ input }) => input.settings.keeping.basis === null);
    expect(unfounded.length).toBeGreaterThan(20);
    expect(new Set(unfounded.map(({ step }) => step.mail))).toEqual(new Set(['rejection']));
    const referred = steps.filter(({ input, step }) => step.kind === 'refer' && input.settings.keeping.basis === null);
    expect(referred).toEqual([]);
  });

  test('nobody is erased unasked while the basis is not confirmed, or within 14 days of a notice', () => {
    const isAsked = (facts: Facts) => findLastSeq(facts, 'erasure.requested') > findLastSeq(facts, 'erasure.done');
    const erased = steps.filter(({ input, step }) => step.kind === 'erase' && !isAsked(input.facts));
    expect(erased.length).toBeGreaterThan(20);
    expect(erased.filter(({ input }) => input.settings.keeping.unconfirmed)).toEqual([]);
    const isTooSoon = ({ input, nowMs }: SimulatedStep): boolean => {
      const notice = findSent(input.facts).findLast(({ data }) => data.mail === 'keeping_notice');
      const isKept = input.settings.keeping.basis === 'notice';
      return isKept && notice !== undefined && toTokyoDate(nowMs) < addDays(notice.data.date, 14);
    };
    expect(erased.filter(isTooSoon)).toEqual([]);
  });

  test('a duplicate referral is reversed, and no referral is reversed twice', () => {
    const allFacts = histories.map((history) => history.at(-1)?.input.facts ?? []);
    const findNumbers = (facts: Facts, kind: 'referral.duplicated' | 'referral.reversed') =>
      facts.flatMap((fact) => (fact.kind === kind ? [fact.data.n] : []));
    const kept = allFacts.flatMap((facts) =>
      findNumbers(facts, 'referral.duplicated').filter((n) => !findNumbers(facts, 'referral.reversed').includes(n)),
    );
    expect(kept).toEqual([]);
    const reversed = allFacts.map((facts) => findNumbers(facts, 'referral.reversed'));
    expect(reversed.map((numbers) => new Set(numbers).size)).toEqual(reversed.map((numbers) => numbers.length));
    expect(allFacts.some((facts) => findNumbers(facts, 'referral.duplicated').length > 0)).toBe(true);
  });

  test('a candidate is referred only with consent and a licence, and never while a referral of the case is unreversed', () => {
    for (const { input } of steps.filter(({ step }) => step.kind === 'refer')) {
      expect(input.licence).not.toBeNull();
      expect(count(input.facts, 'referral.made')).toBe(count(input.facts, 'referral.reversed'));
      expect(findLastConsent(input.facts, 'relay')).toBe('consent.granted');
    }
  });
});
