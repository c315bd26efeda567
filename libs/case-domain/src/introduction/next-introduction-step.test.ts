import { companySettings } from '@goen/contracts/internal';
import { type IntroductionFact, introductionFactKinds } from '@goen/contracts/workflow';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseInstantMs } from '../calendar.ts';
import { canReport, readIntroductionState } from './introduction-facts.ts';
import type { IntroductionStep } from './introduction-step.ts';
import { type IntroductionInput, nextIntroductionStep } from './next-introduction-step.ts';

const { hours } = companySettings.parse({ sender: { name: 'A', fromAddress: 'a@example.com' } });
/** Tuesday 24 November 2026, 11:00 in Tokyo. */
const start = '2026-11-24T11:00:00+09:00';
const evidence = { method: 'page' as const, textVersion: 'v', textHash: 'h', locale: 'ja' };
const payloads: Record<string, object> = {
  'candidate.asked': { messageId: 'm' },
  'candidate.not_asked': { n: 1, reason: 'suppressed', date: '2026-11-24' },
  'candidate.not_reminded': { n: 1, date: '2026-11-24' },
  'candidate.accepted': { evidence },
  'candidate.declined': { evidence },
  'profile.provided': { recordIds: [] },
  'introduction.ending': { ended: 'no_answer' },
  'introduction.closed': { ended: 'no_credit' },
};
const story = (...told: (string | [string, string] | [string, string, object])[]): IntroductionFact[] =>
  told.map((one, index) => {
    const [kind, at = start, data = payloads[kind] ?? {}] = typeof one === 'string' ? [one] : one;
    return { seq: index + 1, kind, at, data } as IntroductionFact;
  });
const buildInput = (facts: IntroductionFact[], change: Partial<IntroductionInput> = {}): IntroductionInput => ({
  facts,
  hours,
  hasValidConsent: true,
  canBeAsked: true,
  pausedUntil: null,
  isLicenceValid: true,
  isPositionOpen: true,
  ...change,
});
const at = (text: string) => parseInstantMs(text);

describe('before the answer', () => {
  it.each([
    ['first the credit', story(), start, { kind: 'hold_credit' }],
    ['no credit', story('credit.refused'), start, { kind: 'close', ended: 'no_credit' }],
    ['asked inside a slot', story('credit.held'), start, { kind: 'ask', n: 1 }],
    [
      'waits for a slot',
      story('credit.held'),
      '2026-11-24T19:00:00+09:00',
      { kind: 'wait', untilMs: at('2026-11-25T10:00:00+09:00'), next: 'ask' },
    ],
    [
      'another mail took the day',
      story('credit.held', ['candidate.not_asked', start, { n: 1, reason: 'daily_limit', date: '2026-11-24' }]),
      start,
      { kind: 'wait', untilMs: at('2026-11-25T10:00:00+09:00'), next: 'ask' },
    ],
    [
      'cannot be reached',
      story('credit.held', 'candidate.not_asked'),
      start,
      { kind: 'release_credit', ended: 'not_reachable' },
    ],
    [
      'cannot be reached, credit given back',
      story('credit.held', 'candidate.not_asked', 'credit.released'),
      start,
      { kind: 'close', ended: 'not_reachable' },
    ],
    [
      'waits seven days for an answer',
      story('credit.held', 'candidate.asked'),
      start,
      { kind: 'wait', untilMs: at('2026-12-01T11:00:00+09:00'), next: 'reminder' },
    ],
    ['reminds once', story('credit.held', 'candidate.asked'), '2026-12-01T11:00:00+09:00', { kind: 'remind', n: 1 }],
    [
      'reminds the next day when another mail took the day',
      story('credit.held', 'candidate.asked', ['candidate.not_reminded', start, { n: 1, date: '2026-12-01' }]),
      '2026-12-01T11:00:00+09:00',
      { kind: 'wait', untilMs: at('2026-12-02T10:00:00+09:00'), next: 'reminder' },
    ],
    [
      'and then by another number',
      story('credit.held', 'candidate.asked', ['candidate.not_reminded', start, { n: 1, date: '2026-12-01' }]),
      '2026-12-02T10:00:00+09:00',
      { kind: 'remind', n: 2 },
    ],
    [
      'then waits for the rest of fourteen days',
      story('credit.held', 'candidate.asked', ['candidate.reminded', '2026-12-01T11:00:00+09:00', { messageId: 'r' }]),
      '2026-12-01T11:00:01+09:00',
      { kind: 'wait', untilMs: at('2026-12-08T11:00:00+09:00'), next: 'answer' },
    ],
    [
      'no answer gives the credit back',
      story('credit.held', 'candidate.asked'),
      '2026-12-08T11:00:00+09:00',
      { kind: 'release_credit', ended: 'no_answer' },
    ],
    [
      'a no',
      story('credit.held', 'candidate.asked', 'candidate.declined'),
      start,
      { kind: 'release_credit', ended: 'candidate_declined' },
    ],
    [
      'a yes while the credit goes back comes too late',
      story(
        'credit.held',
        'candidate.asked',
        ['introduction.ending', start, { ended: 'no_answer' }],
        'candidate.accepted',
      ),
      start,
      { kind: 'release_credit', ended: 'no_answer' },
    ],
    [
      'and so once it is back, though a position opened again',
      story('credit.held', ['introduction.ending', start, { ended: 'position_closed' }], 'credit.released'),
      start,
      { kind: 'close', ended: 'position_closed' },
    ],
    [
      'a credit that went back before that was written down',
      story('credit.held', 'candidate.asked', 'candidate.accepted', 'credit.released'),
      start,
      { kind: 'close', ended: 'position_closed' },
    ],
    ['a yes', story('credit.held', 'candidate.asked', 'candidate.accepted'), start, { kind: 'provide' }],
    [
      'a yes counts though it is carried out late',
      story('credit.held', 'candidate.asked', 'candidate.accepted'),
      '2027-01-20T11:00:00+09:00',
      { kind: 'provide' },
    ],
    [
      'a withdrawal after the yes',
      story('credit.held', 'candidate.asked', 'candidate.accepted', 'candidate.withdrew'),
      start,
      { kind: 'release_credit', ended: 'withdrawn' },
    ],
  ] as const)('%s', (_, facts, now, step) => {
    expect(nextIntroductionStep(buildInput(facts), at(now))).toEqual(step);
  });

  it.each([{ hasValidConsent: false }, { canBeAsked: false }, { isLicenceValid: false }, { isPositionOpen: false }])(
    'ends on %j, and gives the credit back first',
    (change) => {
      const held = story('credit.held', 'candidate.asked', 'candidate.accepted');
      expect(nextIntroductionStep(buildInput(held, change), at(start))).toMatchObject({ kind: 'release_credit' });
      expect(nextIntroductionStep(buildInput(story(), change), at(start))).toMatchObject({ kind: 'close' });
    },
  );
});

describe('a pause', () => {
  const pausedUntil = '2026-12-04';
  it.each([
    [
      'nobody is asked in it, and no credit waits for its end',
      story('credit.held'),
      start,
      { kind: 'release_credit', ended: 'not_reachable' },
    ],
    ['nor is a credit set aside', story(), start, { kind: 'close', ended: 'not_reachable' }],
    [
      'nobody is reminded in it',
      story('credit.held', 'candidate.asked'),
      '2026-12-01T11:00:00+09:00',
      { kind: 'wait', untilMs: at('2026-12-04T10:00:00+09:00'), next: 'reminder' },
    ],
    [
      'nor at all where it ends after the question does',
      story('credit.held', ['candidate.asked', '2026-11-18T11:00:00+09:00']),
      '2026-12-01T11:00:00+09:00',
      { kind: 'wait', untilMs: at('2026-12-02T11:00:00+09:00'), next: 'reminder' },
    ],
    [
      'from its day on they are',
      story('credit.held', 'candidate.asked'),
      '2026-12-04T10:00:00+09:00',
      { kind: 'remind', n: 1 },
    ],
    ['a yes counts in it', story('credit.held', 'candidate.asked', 'candidate.accepted'), start, { kind: 'provide' }],
  ] as const)('%s', (_, facts, now, step) => {
    expect(nextIntroductionStep(buildInput(facts, { pausedUntil }), at(now))).toEqual(step);
  });
});

describe('who can’t be asked', () => {
  const never = { hours: { ...hours, weekdays: [] } };
  const held = story('credit.held');

  it('is asked no more after fourteen days: no credit is set aside for ever', () => {
    const end = '2026-12-08T11:00:00+09:00';
    expect(nextIntroductionStep(buildInput(held, never), at('2026-12-07T20:00:00+09:00'))).toEqual({
      kind: 'wait',
      untilMs: at(end),
      next: 'ask',
    });
    expect(nextIntroductionStep(buildInput(held), at(end))).toEqual({ kind: 'release_credit', ended: 'not_reachable' });
  });
});

describe('after the handing over', () => {
  const provided = ['credit.held', 'candidate.asked', 'candidate.accepted', 'profile.provided'];
  const told = [...provided, 'credit.captured', 'company.told'];
  it.each([
    ['spends the credit', story(...provided), start, { kind: 'capture_credit' }],
    ['tells the company', story(...provided, 'credit.captured'), start, { kind: 'tell_company' }],
    [
      'waits for a word of the company',
      story(...told),
      start,
      { kind: 'wait', untilMs: at('2026-12-01T11:00:00+09:00'), next: 'report' },
    ],
    ['reminds after 7 days', story(...told), '2026-12-01T11:00:00+09:00', { kind: 'remind_company', afterDays: 7 }],
    [
      'and after 14',
      story(...told, ['company.reminded', '2026-12-01T11:00:00+09:00', { afterDays: 7, messageId: null }]),
      '2026-12-08T11:00:00+09:00',
      { kind: 'remind_company', afterDays: 14 },
    ],
    [
      'counts anew from a report',
      story(...told, ['company.reported', '2026-12-05T11:00:00+09:00', { report: 'interviewing', by: 'k' }]),
      '2026-12-08T11:00:00+09:00',
      { kind: 'wait', untilMs: at('2026-12-12T11:00:00+09:00'), next: 'report' },
    ],
    [
      'hired',
      story(...told, ['company.reported', start, { report: 'hired', by: 'k' }]),
      start,
      { kind: 'close', ended: 'hired' },
    ],
    ['the person stops the use', story(...told, 'candidate.stopped_use'), start, { kind: 'close', ended: 'withdrawn' }],
  ] as const)('%s', (_, facts, now, step) => {
    expect(nextIntroductionStep(buildInput(facts), at(now))).toEqual(step);
  });

  it('closes when the company never tells', () => {
    const reminders = [7, 14, 30].map((afterDays): [string, string, object] => [
      'company.reminded',
      '2026-12-30T11:00:00+09:00',
      { afterDays, messageId: null },
    ]);
    const facts = story(...told, ...reminders);
    expect(nextIntroductionStep(buildInput(facts), at('2027-02-22T11:00:00+09:00'))).toEqual({
      kind: 'close',
      ended: 'no_report',
    });
  });

  it('a consent that ends later takes nothing back: the credit stays spent', () => {
    expect(nextIntroductionStep(buildInput(story(...told), { hasValidConsent: false }), at(start))).toMatchObject({
      kind: 'wait',
    });
  });
});

describe('what a company may report', () => {
  const provided = story('credit.held', 'profile.provided');
  const after = (...reports: string[]) =>
    reports.reduce<IntroductionFact[]>(
      (facts, report) => [...facts, ...story(['company.reported', start, { report, by: 'k' }])],
      provided,
    );
  it.each([
    ['nothing before the handing over', story('candidate.asked'), 'contacted', false],
    ['a first contact', provided, 'contacted', true],
    ['a hire at once', provided, 'hired', true],
    ['a step forward', after('contacted'), 'interviewing', true],
    ['no step back', after('interviewing'), 'contacted', false],
    ['nothing twice', after('contacted'), 'contacted', false],
    ['nothing after a hire', after('hired'), 'declined', false],
    ['nothing after the end', [...provided, ...story('introduction.closed')], 'contacted', false],
  ] as const)('%s', (_, facts, report, may) => {
    expect(canReport(facts, report)).toBe(may);
  });
});

describe('properties', () => {
  const kinds = introductionFactKinds.filter((kind) => kind !== 'introduction.closed');
  const anyFacts = fc
    .array(fc.constantFrom(...kinds), { maxLength: 12 })
    .map((chosen) => story(...chosen.map((kind): [string, string, object] => [kind, start, dataOf(kind)])));
  const dataOf = (kind: string): object =>
    kind === 'company.reported'
      ? { report: 'contacted', by: 'k' }
      : kind === 'company.reminded'
        ? { afterDays: 7, messageId: null }
        : (payloads[kind] ?? {});
  const anyNow = fc.integer({ min: at(start), max: at('2028-01-01T00:00:00Z') });
  const anyFlags = fc.record({
    hasValidConsent: fc.boolean(),
    canBeAsked: fc.boolean(),
    isLicenceValid: fc.boolean(),
    isPositionOpen: fc.boolean(),
  });

  it('nothing is handed over without a held credit, a yes, a consent and a licence', () => {
    const problems = (facts: readonly IntroductionFact[], flags: object) => {
      const has = (kind: string) => facts.some((fact) => fact.kind === kind);
      return [
        ...['credit.held', 'candidate.accepted'].filter((kind) => !has(kind)),
        ...['candidate.withdrew', 'candidate.declined', 'introduction.ending', 'credit.released'].filter(has),
        ...Object.entries(flags).flatMap(([name, holds]) => (holds ? [] : [name])),
      ];
    };
    fc.assert(
      fc.property(anyFacts, anyNow, anyFlags, (facts, now, flags) => {
        const provides = nextIntroductionStep(buildInput(facts, flags), now).kind === 'provide';
        expect(provides ? problems(facts, flags) : []).toEqual([]);
      }),
      { numRuns: 2_000 },
    );
  });

  const problemOf = (facts: readonly IntroductionFact[], step: IntroductionStep, now: number): string | null => {
    const has = (kind: string) => facts.some((fact) => fact.kind === kind);
    if (step.kind === 'close' && has('credit.held') && !has('credit.released') && !has('credit.captured')) {
      return 'closed with a credit held';
    }
    if (step.kind === 'wait' && step.untilMs <= now) return 'waits for what is past';
    return step.kind === 'release_credit' && has('credit.released') ? 'released twice' : null;
  };

  it('never closes with a credit still held, and waits only for what is ahead', () => {
    fc.assert(
      fc.property(anyFacts, anyNow, anyFlags, (facts, now, flags) => {
        expect(problemOf(facts, nextIntroductionStep(buildInput(facts, flags), now), now)).toBeNull();
      }),
    );
  });

  it('has the state that its facts say', () => {
    expect(readIntroductionState(story())).toBe('matched');
    expect(readIntroductionState(story('credit.held', 'candidate.asked'))).toBe('asked');
    expect(readIntroductionState(story('candidate.asked', 'profile.provided'))).toBe('accepted');
    expect(readIntroductionState(story('profile.provided', 'introduction.closed'))).toBe('closed');
  });
});
