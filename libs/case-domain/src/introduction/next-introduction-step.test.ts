import { type IntroductionFact, introductionFactKinds } from '@goen/contracts/workflow';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseInstantMs } from '../calendar.ts';
import { buildFacts, buildInput, hours, payloads, start } from '../testing/introduction-fixtures.ts';
import { readIntroductionState } from './introduction-facts.ts';
import type { IntroductionStep } from './introduction-step.ts';
import { nextIntroductionStep } from './next-introduction-step.ts';

describe('while the receiving company is suspended', () => {
  const accepted = buildFacts('credit.held', 'candidate.asked', ['candidate.accepted', '2026-11-25T09:00:00+09:00']);
  const ask = { kind: 'wait', untilMs: parseInstantMs('2026-11-25T11:00:00+09:00'), next: 'ask' };
  it.each([
    [
      'it ends before a credit is held: the person is free for others',
      buildFacts(),
      start,
      { kind: 'close', ended: 'position_closed' },
    ],
    ['nobody is asked', buildFacts('credit.held'), start, ask],
    [
      'an accepted one waits',
      accepted,
      '2026-11-26T09:00:00+09:00',
      { kind: 'wait', untilMs: parseInstantMs('2026-11-27T09:00:00+09:00'), next: 'provide' },
    ],
    [
      'and not beyond its deadline',
      accepted,
      '2026-12-08T12:00:00+09:00',
      { kind: 'wait', untilMs: parseInstantMs('2026-12-09T09:00:00+09:00'), next: 'provide' },
    ],
    [
      'nothing is handed over two weeks after the yes',
      accepted,
      '2026-12-09T09:00:00+09:00',
      { kind: 'release_credit', ended: 'position_closed' },
    ],
    ['nor months later', accepted, '2027-04-01T09:00:00+09:00', { kind: 'release_credit', ended: 'position_closed' }],
  ] as const)('%s', (_name, facts, at, expected) => {
    expect(nextIntroductionStep(buildInput([...facts], { isReceiverSuspended: true }), parseInstantMs(at))).toEqual(
      expected,
    );
  });
  it('hands over at once when it is resumed in time', () => {
    expect(nextIntroductionStep(buildInput(accepted), parseInstantMs('2026-12-08T09:00:00+09:00'))).toEqual({
      kind: 'provide',
    });
  });
});

describe('before the candidate answers', () => {
  it.each([
    ['holds a credit first', buildFacts(), start, { kind: 'hold_credit' }],
    ['closes without a credit', buildFacts('credit.refused'), start, { kind: 'close', ended: 'no_credit' }],
    ['asks inside a sending window', buildFacts('credit.held'), start, { kind: 'ask', n: 1 }],
    [
      'waits for a sending window',
      buildFacts('credit.held'),
      '2026-11-24T19:00:00+09:00',
      { kind: 'wait', untilMs: parseInstantMs('2026-11-25T10:00:00+09:00'), next: 'ask' },
    ],
    [
      'asks the next day when the daily limit skipped the mail',
      buildFacts('credit.held', ['candidate.not_asked', start, { n: 1, reason: 'daily_limit', date: '2026-11-24' }]),
      start,
      { kind: 'wait', untilMs: parseInstantMs('2026-11-25T10:00:00+09:00'), next: 'ask' },
    ],
    [
      'releases the credit when the candidate cannot be reached',
      buildFacts('credit.held', 'candidate.not_asked'),
      start,
      { kind: 'release_credit', ended: 'not_reachable' },
    ],
    [
      'closes once the credit is released',
      buildFacts('credit.held', 'candidate.not_asked', 'credit.released'),
      start,
      { kind: 'close', ended: 'not_reachable' },
    ],
    [
      'waits seven days for an answer',
      buildFacts('credit.held', 'candidate.asked'),
      start,
      { kind: 'wait', untilMs: parseInstantMs('2026-12-01T11:00:00+09:00'), next: 'reminder' },
    ],
    [
      'reminds once',
      buildFacts('credit.held', 'candidate.asked'),
      '2026-12-01T11:00:00+09:00',
      { kind: 'remind', n: 1 },
    ],
    [
      'reminds the next day when the daily limit skipped the reminder',
      buildFacts('credit.held', 'candidate.asked', ['candidate.not_reminded', start, { n: 1, date: '2026-12-01' }]),
      '2026-12-01T11:00:00+09:00',
      { kind: 'wait', untilMs: parseInstantMs('2026-12-02T10:00:00+09:00'), next: 'reminder' },
    ],
    [
      'counts the attempts to remind',
      buildFacts('credit.held', 'candidate.asked', ['candidate.not_reminded', start, { n: 1, date: '2026-12-01' }]),
      '2026-12-02T10:00:00+09:00',
      { kind: 'remind', n: 2 },
    ],
    [
      'waits for the rest of fourteen days after the reminder',
      buildFacts('credit.held', 'candidate.asked', [
        'candidate.reminded',
        '2026-12-01T11:00:00+09:00',
        { messageId: 'r' },
      ]),
      '2026-12-01T11:00:01+09:00',
      { kind: 'wait', untilMs: parseInstantMs('2026-12-09T00:00:00+09:00'), next: 'answer' },
    ],
    [
      'releases the credit without an answer',
      buildFacts('credit.held', 'candidate.asked'),
      '2026-12-09T00:00:00+09:00',
      { kind: 'release_credit', ended: 'no_answer' },
    ],
    [
      'releases the credit when the candidate declines',
      buildFacts('credit.held', 'candidate.asked', 'candidate.declined'),
      start,
      { kind: 'release_credit', ended: 'candidate_declined' },
    ],
    [
      'ignores an acceptance while the credit is being released',
      buildFacts(
        'credit.held',
        'candidate.asked',
        ['introduction.ending', start, { ended: 'no_answer' }],
        'candidate.accepted',
      ),
      start,
      { kind: 'release_credit', ended: 'no_answer' },
    ],
    [
      'closes once the credit is released, even if the position was reopened',
      buildFacts('credit.held', ['introduction.ending', start, { ended: 'position_closed' }], 'credit.released'),
      start,
      { kind: 'close', ended: 'position_closed' },
    ],
    [
      'closes when a credit was released without a recorded ending',
      buildFacts('credit.held', 'candidate.asked', 'candidate.accepted', 'credit.released'),
      start,
      { kind: 'close', ended: 'position_closed' },
    ],
    [
      'hands over the profile when the candidate accepts',
      buildFacts('credit.held', 'candidate.asked', 'candidate.accepted'),
      start,
      { kind: 'provide' },
    ],
    [
      'hands over the profile on an acceptance, however late it is carried out',
      buildFacts('credit.held', 'candidate.asked', 'candidate.accepted'),
      '2027-01-20T11:00:00+09:00',
      { kind: 'provide' },
    ],
    [
      'releases the credit on a withdrawal after the acceptance',
      buildFacts('credit.held', 'candidate.asked', 'candidate.accepted', 'candidate.withdrew'),
      start,
      { kind: 'release_credit', ended: 'withdrawn' },
    ],
  ] as const)('%s', (_, facts, now, step) => {
    expect(nextIntroductionStep(buildInput(facts), parseInstantMs(now))).toEqual(step);
  });

  it.each([{ hasValidConsent: false }, { canBeAsked: false }, { isLicenceValid: false }, { isPositionOpen: false }])(
    'ends on %j, and releases the credit first',
    (change) => {
      const held = buildFacts('credit.held', 'candidate.asked', 'candidate.accepted');
      expect(nextIntroductionStep(buildInput(held, change), parseInstantMs(start))).toMatchObject({
        kind: 'release_credit',
      });
      expect(nextIntroductionStep(buildInput(buildFacts(), change), parseInstantMs(start))).toMatchObject({
        kind: 'close',
      });
    },
  );
});

describe('during a pause', () => {
  const pausedUntil = '2026-12-04';
  it.each([
    [
      'the candidate is not asked, and the credit is released',
      buildFacts('credit.held'),
      start,
      { kind: 'release_credit', ended: 'not_reachable' },
    ],
    ['no credit is held', buildFacts(), start, { kind: 'close', ended: 'not_reachable' }],
    [
      'the candidate is not reminded',
      buildFacts('credit.held', 'candidate.asked'),
      '2026-12-01T11:00:00+09:00',
      { kind: 'wait', untilMs: parseInstantMs('2026-12-04T10:00:00+09:00'), next: 'reminder' },
    ],
    [
      'the wait ends at the deadline when the pause ends later',
      buildFacts('credit.held', ['candidate.asked', '2026-11-18T11:00:00+09:00']),
      '2026-12-01T11:00:00+09:00',
      { kind: 'wait', untilMs: parseInstantMs('2026-12-03T00:00:00+09:00'), next: 'reminder' },
    ],
    [
      'the candidate is reminded from the end of the pause on',
      buildFacts('credit.held', 'candidate.asked'),
      '2026-12-04T10:00:00+09:00',
      { kind: 'remind', n: 1 },
    ],
    [
      'an acceptance counts',
      buildFacts('credit.held', 'candidate.asked', 'candidate.accepted'),
      start,
      { kind: 'provide' },
    ],
  ] as const)('%s', (_, facts, now, step) => {
    expect(nextIntroductionStep(buildInput(facts, { pausedUntil }), parseInstantMs(now))).toEqual(step);
  });
});

describe('a candidate who cannot be asked', () => {
  const neverOpen = { hours: { ...hours, weekdays: [] } };
  const held = buildFacts('credit.held');

  it('is not asked after fourteen days, so that the credit is not held indefinitely', () => {
    const end = '2026-12-08T11:00:00+09:00';
    expect(nextIntroductionStep(buildInput(held, neverOpen), parseInstantMs('2026-12-07T20:00:00+09:00'))).toEqual({
      kind: 'wait',
      untilMs: parseInstantMs(end),
      next: 'ask',
    });
    expect(nextIntroductionStep(buildInput(held), parseInstantMs(end))).toEqual({
      kind: 'release_credit',
      ended: 'not_reachable',
    });
  });
});

describe('properties', () => {
  const kinds = introductionFactKinds.filter((kind) => kind !== 'introduction.closed');
  const anyFacts = fc
    .array(fc.constantFrom(...kinds), { maxLength: 12 })
    .map((chosen) => buildFacts(...chosen.map((kind): [string, string, object] => [kind, start, buildData(kind)])));
  const buildData = (kind: string): object =>
    kind === 'company.reported'
      ? { report: 'contacted', by: 'k' }
      : kind === 'company.reminded'
        ? { afterDays: 7, messageId: null }
        : (payloads[kind] ?? {});
  const anyNow = fc.integer({ min: parseInstantMs(start), max: parseInstantMs('2028-01-01T00:00:00Z') });
  const anyFlags = fc.record({
    hasValidConsent: fc.boolean(),
    canBeAsked: fc.boolean(),
    isLicenceValid: fc.boolean(),
    isPositionOpen: fc.boolean(),
  });

  it('the profile is handed over only with a held credit, an acceptance, a consent and a licence', () => {
    const findProblems = (facts: readonly IntroductionFact[], flags: object) => {
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
        expect(provides ? findProblems(facts, flags) : []).toEqual([]);
      }),
      { numRuns: 2_000 },
    );
  });

  const findProblem = (facts: readonly IntroductionFact[], step: IntroductionStep, now: number): string | null => {
    const has = (kind: string) => facts.some((fact) => fact.kind === kind);
    if (step.kind === 'close' && has('credit.held') && !has('credit.released') && !has('credit.captured')) {
      return 'closed with a held credit';
    }
    if (step.kind === 'wait' && step.untilMs <= now) return 'waits for the past';
    return step.kind === 'release_credit' && has('credit.released') ? 'released twice' : null;
  };

  it('never closes with a held credit, and waits only for the future', () => {
    fc.assert(
      fc.property(anyFacts, anyNow, anyFlags, (facts, now, flags) => {
        expect(findProblem(facts, nextIntroductionStep(buildInput(facts, flags), now), now)).toBeNull();
      }),
    );
  });

  it('derives the state from the facts', () => {
    expect(readIntroductionState(buildFacts())).toBe('matched');
    expect(readIntroductionState(buildFacts('credit.held', 'candidate.asked'))).toBe('asked');
    expect(readIntroductionState(buildFacts('candidate.asked', 'profile.provided'))).toBe('accepted');
    expect(readIntroductionState(buildFacts('profile.provided', 'introduction.closed'))).toBe('closed');
  });
});
