import { expect, test } from 'vitest';
import { nextStep } from './next-step.ts';
import {
  buildCase,
  type Circumstances,
  fact,
  findStepAt,
  formatStep,
  rejected,
  sent,
  tokyo,
} from './testing/fixtures.ts';

// Rejected on Wednesday, 4 November 2026; the first follow-up is due on 6 May 2027.
const r1 = rejected('r1', '2026-11-04 10:20');
const answered = [r1, sent('rejection', ['r1'], '2026-11-04')];
const requestedAt = new Date(tokyo('2026-12-10 11:00')).toISOString();
const requested = fact(
  'result.requested',
  { rejectionIds: ['r1'], by: '採用 太郎', at: requestedAt },
  '2026-12-10 11:00',
);
const plain = { takesPartInRelay: false };

/** What the case does at a time, after suspensions of its company. */
test.each<[string, string, Parameters<typeof findStepAt>[1], NonNullable<Circumstances['pastSuspensions']>, string]>([
  [
    'a suspension that ended before the report changes nothing',
    '2026-11-04 11:20',
    [r1],
    [['2026-10-01 09:00', '2026-10-20 09:00']],
    'rejection r1',
  ],
  [
    'a result due during one waits for another window',
    '2026-11-06 10:00',
    [r1],
    [['2026-11-04 11:00', '2026-11-06 09:00']],
    'wait rejection_mail 2026-11-06',
  ],
  ['… and leaves in it', '2026-11-06 14:59', [r1], [['2026-11-04 11:00', '2026-11-06 09:00']], 'rejection r1'],
  [
    'a result that was held back for more than 30 days does not leave by itself',
    '2026-12-10 12:00',
    [r1],
    [['2026-11-04 11:00', '2026-12-10 09:00']],
    'wait first_follow_up 2027-05-06',
  ],
  [
    '… but with an apology once a member asked for it',
    '2026-12-10 12:00',
    [r1, requested],
    [['2026-11-04 11:00', '2026-12-10 09:00']],
    'rejection_late r1',
  ],
  [
    'a result that left before it is no later for it',
    '2026-12-10 12:00',
    answered,
    [['2026-11-05 11:00', '2026-12-10 09:00']],
    'wait first_follow_up 2027-05-06',
  ],
  [
    'a follow-up whose day passed is skipped',
    '2027-05-20 12:00',
    answered,
    [['2027-05-01 09:00', '2027-05-20 09:00']],
    'wait second_follow_up 2027-11-04',
  ],
  [
    '… also after a later suspension',
    '2027-08-20 12:00',
    answered,
    [
      ['2027-05-01 09:00', '2027-05-20 09:00'],
      ['2027-08-01 09:00', '2027-08-20 09:00'],
    ],
    'wait second_follow_up 2027-11-04',
  ],
  [
    'a follow-up whose window is still open leaves that day',
    '2027-05-06 17:59',
    answered,
    [['2027-05-01 09:00', '2027-05-06 11:00']],
    'first_follow_up r1',
  ],
])('%s', (_name, at, facts, pastSuspensions, expected) => {
  expect(formatStep(findStepAt(at, facts, { settings: plain, pastSuspensions }))).toBe(expected);
});

test('mails that were due during a suspension do not leave at once when it ends', () => {
  const times = new Set(
    ['a', 'b', 'c', 'd', 'e', 'f'].map((id) => {
      const file = buildCase([rejected(id, '2026-11-04 10:20')], {
        settings: plain,
        pastSuspensions: [['2026-11-04 11:00', '2026-11-06 09:00']],
      });
      const step = nextStep({ ...file, caseId: `case-${id}` }, tokyo('2026-11-06 09:30'));
      return step.kind === 'wait' ? step.untilMs : 0;
    }),
  );
  expect(times.size).toBe(6);
});
