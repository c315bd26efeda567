import { isRegulated, type MailKind } from '@goen/contracts/workflow';
import * as fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { parseInstantMs, toTokyoDate } from './calendar.ts';
import { describeCase } from './describe-case.ts';
import { nextStep } from './next-step.ts';
import { isInSendingWindow } from './sending-windows.ts';
import { anyScenario, reversalScenario } from './testing/any-scenario.ts';
import { dayMs, type SimulatedStep, simulateCase } from './testing/simulate-case.ts';

type Facts = SimulatedStep['input']['facts'];
type MailMoment = SimulatedStep & { readonly step: Extract<SimulatedStep['step'], { kind: 'mail' }> };

/** `seq` of the last fact of these kinds, 0 without one. */
const last = (facts: Facts, ...kinds: string[]): number => facts.findLast(({ kind }) => kinds.includes(kind))?.seq ?? 0;
const count = (facts: Facts, kind: string): number => facts.filter((one) => one.kind === kind).length;
const lastWord = (facts: Facts, consent: string): string | undefined => {
  const erasedSeq = last(facts, 'erasure.done');
  return facts.findLast((one) => one.seq > erasedSeq && 'consent' in one.data && one.data.consent === consent)?.kind;
};

/** The rule said once more, apart from the code: the rejections that stand. */
const standing = (facts: Facts) => {
  const isUndone = (remoteId: string, rejectedAt: string, seq: number): boolean =>
    facts.some((one) => {
      if (one.kind !== 'application.unrejected' || one.data.remoteId !== remoteId) return false;
      const byMs = parseInstantMs(one.data.at) - parseInstantMs(rejectedAt);
      return byMs > 0 || (byMs === 0 && one.seq > seq);
    });
  return facts
    .filter((one) => one.kind === 'rejection.reported')
    .filter(({ seq, data }) => seq > last(facts, 'erasure.done') && !isUndone(data.remoteId, data.rejectedAt, seq));
};
const mailable = (facts: Facts) => standing(facts).filter(({ data }) => data.silent === null);
const sentOf = (facts: Facts) => facts.filter((one) => one.kind === 'mail.sent');

describe('whatever happens to a case', () => {
  const lives: (readonly SimulatedStep[])[] = [];
  let moments: readonly SimulatedStep[] = [];
  let mails: readonly MailMoment[] = [];
  beforeAll(() => {
    // `live` throws when a case does not come to its end: each of these did, in a finite number of steps.
    fc.assert(
      fc.property(anyScenario, (plan) => void lives.push(simulateCase(plan))),
      { numRuns: 800, examples: [[reversalScenario]] },
    );
    moments = lives.flat();
    mails = moments.filter((moment): moment is MailMoment => moment.step.kind === 'mail');
  }, 600_000);

  test('these lives are worth something: every step and every mail occurs in them', () => {
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
    expect(new Set(moments.map(({ step }) => step.kind))).toEqual(new Set(kinds));
    const mailKinds = ['rejection', 'rejection_relay', 'relay_reminder', 'first_follow_up', 'second_follow_up'];
    expect(new Set(mails.map(({ step }) => step.mail))).toEqual(new Set(mailKinds));
  });

  test('it ends closed, after its last rejection', () => {
    const ends = lives.flatMap((life) => life.slice(-1));
    expect(new Set(ends.map(({ input, nowMs }) => describeCase(input, nowMs).state))).toEqual(new Set(['closed']));
    const left = ends.filter(({ input: { facts } }) => last(facts, 'case.closed') < last(facts, 'rejection.reported'));
    expect(left).toEqual([]);
  });

  test('a wait lies in the future', () => {
    expect(moments.filter(({ nowMs, step }) => step.kind === 'wait' && step.untilMs <= nowMs)).toEqual([]);
  });

  test('the same facts, in whatever order they are read, give the same answer', () => {
    for (const { input, nowMs, step } of moments)
      expect(nextStep({ ...input, facts: input.facts.toReversed() }, nowMs)).toEqual(step);
  }, 600_000);

  test('a mail leaves inside a slot', () => {
    expect(mails.filter(({ input, nowMs }) => !isInSendingWindow(nowMs, input.settings.hours))).toEqual([]);
  });

  test('it names rejections that stand and may be mailed', () => {
    for (const { input, step } of mails) {
      const ids = mailable(input.facts).map(({ data }) => data.rejectionId);
      expect(ids).toEqual(expect.arrayContaining([...step.rejectionIds]));
      expect(step.rejectionIds).not.toEqual([]);
    }
  });

  test('it has a number of its own', () => {
    const used = (facts: Facts) => facts.flatMap((one) => ('mail' in one.data && 'n' in one.data ? [one.data.n] : []));
    expect(mails.filter(({ input, step }) => used(input.facts).includes(step.n))).toEqual([]);
  });

  test('never two of a kind for one rejection, its result once in either version', () => {
    const group = (mail: MailKind): string => (mail === 'rejection_relay' ? 'rejection' : mail);
    const isSecond = ({ input, step }: MailMoment): boolean =>
      sentOf(input.facts).some(
        ({ data }) =>
          group(data.mail) === group(step.mail) && data.rejectionIds.some((id) => step.rejectionIds.includes(id)),
      );
    expect(mails.filter(isSecond)).toEqual([]);
  });

  test('no mail at all after a bounce, a complaint, a hire, an un-rejection, a wish to be erased', () => {
    const ends = ['mail.bounced', 'mail.complained', 'candidate.hired'];
    for (const { input } of mails) {
      expect(last(input.facts, ...ends)).toBe(0);
      expect(last(input.facts, 'erasure.requested')).toBeLessThanOrEqual(last(input.facts, 'erasure.done'));
      expect(standing(input.facts)).not.toEqual([]);
    }
  });

  test('nothing regulated after unsubscribing, applying again, a no; in a pause; or without a yes to opt-in', () => {
    for (const { input, nowMs } of mails.filter(({ step }) => isRegulated(step.mail))) {
      const { facts, settings } = input;
      expect(last(facts, 'mail.unsubscribed')).toBe(0);
      expect(last(facts, 'candidate.reapplied')).toBeLessThan(standing(facts).at(-1)?.seq ?? 0);
      const pause = facts.findLast(({ kind }) => kind === 'case.paused' || kind === 'case.resumed');
      const until = pause?.kind === 'case.paused' ? pause.data.until : '';
      expect(until <= toTokyoDate(nowMs)).toBe(true);
      const good = settings.basis === 'opt_in' ? ['consent.granted'] : ['consent.granted', undefined];
      expect(good).toContain(lastWord(facts, 'follow_up'));
    }
  });

  test('a follow-up never comes before its months are over', () => {
    const leastDays: Partial<Record<MailKind, number>> = { first_follow_up: 180, second_follow_up: 364 };
    const isEarly = ({ input, nowMs, step }: MailMoment): boolean => {
      const latestMs = Math.max(...mailable(input.facts).map(({ data }) => parseInstantMs(data.rejectedAt)));
      return nowMs - latestMs < (leastDays[step.mail] ?? 0) * dayMs;
    };
    expect(mails.filter((mail) => leastDays[mail.step.mail] && isEarly(mail))).toEqual([]);
  });

  const decidedOf = (facts: Facts, { step }: MailMoment, ...kinds: string[]) =>
    facts.filter(
      (one) =>
        kinds.includes(one.kind) &&
        'mail' in one.data &&
        one.data.mail === step.mail &&
        one.data.rejectionIds.toSorted().join() === step.rejectionIds.toSorted().join(),
    );

  test('where a yes is required, none leaves without one to this very mail', () => {
    const required = mails.filter(({ input }) => input.settings.approval === 'required');
    expect(required.length).toBeGreaterThan(20);
    expect(required.filter((mail) => decidedOf(mail.input.facts, mail, 'mail.approved').length === 0)).toEqual([]);
  });

  test('a yes lets one mail out and no more', () => {
    const outBefore = (mail: MailMoment) => decidedOf(mail.input.facts, mail, 'mail.sent');
    expect(mails.filter((mail) => outBefore(mail).length > 0)).toEqual([]);
  });

  test('what is held stays until it is released, approved or not, in either version of a result', () => {
    const result = ['rejection', 'rejection_relay'];
    const versions = (kind: string) => (result.includes(kind) ? result : [kind]);
    const isHeld = ({ input, step }: MailMoment): boolean =>
      input.facts.findLast(
        (one) =>
          (one.kind === 'mail.held' || one.kind === 'mail.released') &&
          versions(step.mail).includes(one.data.mail) &&
          one.data.rejectionIds.some((id) => step.rejectionIds.includes(id)),
      )?.kind === 'mail.held';
    expect(mails.filter(isHeld)).toEqual([]);
  });

  test('what was cancelled is never sent', () => {
    const isCancelled = (mail: MailMoment): boolean =>
      decidedOf(mail.input.facts, mail, 'mail.skipped').some(
        ({ data }) => 'reason' in data && data.reason === 'cancelled',
      );
    expect(mails.filter(isCancelled)).toEqual([]);
  });

  test('a recruiter is reminded inside slots, once a date, and only of what waits', () => {
    const reminded = moments.filter(({ step }) => step.kind === 'remind_recruiter');
    expect(reminded.filter(({ input, nowMs }) => !isInSendingWindow(nowMs, input.settings.hours))).toEqual([]);
    expect(reminded.filter(({ input, nowMs }) => input.remindedOn === toTokyoDate(nowMs))).toEqual([]);
    const states = reminded.map(({ input }) => [input.settings.approval, input.settings.recruiterEmail].join());
    expect(new Set(states)).toEqual(new Set(['required,saiyo@example.com']));
  });

  test('what was found to be a duplicate is taken back, and nothing is taken back twice', () => {
    const facts = lives.map((life) => life.at(-1)?.input.facts ?? []);
    const counts = (of: Facts, kind: 'referral.duplicated' | 'referral.reversed') =>
      of.flatMap((one) => (one.kind === kind ? [one.data.n] : []));
    const kept = facts.flatMap((of) =>
      counts(of, 'referral.duplicated').filter((n) => !counts(of, 'referral.reversed').includes(n)),
    );
    expect(kept).toEqual([]);
    const reversed = facts.map((of) => counts(of, 'referral.reversed'));
    expect(reversed.map((of) => new Set(of).size)).toEqual(reversed.map((of) => of.length));
    expect(facts.some((of) => counts(of, 'referral.duplicated').length > 0)).toBe(true);
  });

  test('referred only with a yes and a licence, and never while a point of the case stands', () => {
    for (const { input } of moments.filter(({ step }) => step.kind === 'refer')) {
      expect(input.licence).not.toBeNull();
      expect(count(input.facts, 'referral.made')).toBe(count(input.facts, 'referral.reversed'));
      expect(lastWord(input.facts, 'relay')).toBe('consent.granted');
    }
  });
});
