import { describe, expect, test } from 'vitest';
import {
  type Circumstances,
  type FactDraft,
  fact,
  findStepAt,
  formatStep,
  formatTokyo,
  rejected,
} from './testing/fixtures.ts';

const defaults = { resultDelayDays: 1, resultLeastDays: 2 };
const stageAt = (at: string, appliedAt: string | undefined, stage: 'documents' | 'interview' = 'documents') =>
  rejected('r1', at, { stage, ...(appliedAt === undefined ? {} : { appliedAt }) });

/** The date of the result of a report that has just been accepted. 23 November 2026 is a holiday, a Monday. */
const findResultDate = (at: string, facts: FactDraft[], settings: Circumstances['settings'] = {}) => {
  const step = findStepAt(at, facts, { settings: { ...defaults, ...settings } });
  return step.kind === 'wait' ? formatTokyo(step.untilMs).slice(0, 10) : formatStep(step);
};

describe('when a result leaves', () => {
  test.each<[string, string, FactDraft, Circumstances['settings'], string]>([
    [
      'on the next sending day',
      '2026-11-04 10:20',
      stageAt('2026-11-04 10:20', undefined, 'interview'),
      {},
      '2026-11-05',
    ],
    [
      'reported before the window opens',
      '2026-11-04 02:00',
      stageAt('2026-11-04 02:00', undefined, 'interview'),
      {},
      '2026-11-05',
    ],
    [
      'reported in the evening',
      '2026-11-04 20:00',
      stageAt('2026-11-04 20:00', undefined, 'interview'),
      {},
      '2026-11-05',
    ],
    ['reported on a Friday', '2026-11-06 11:00', stageAt('2026-11-06 11:00', undefined, 'interview'), {}, '2026-11-09'],
    ['before a holiday', '2026-11-20 11:00', stageAt('2026-11-20 11:00', undefined, 'interview'), {}, '2026-11-24'],
    [
      'documents rejected within the minute',
      '2026-11-04 10:20',
      stageAt('2026-11-04 10:20', '2026-11-04 10:19'),
      {},
      '2026-11-06',
    ],
    [
      'two business days, not two days',
      '2026-11-20 11:00',
      stageAt('2026-11-20 11:00', '2026-11-20 10:00'),
      {},
      '2026-11-25',
    ],
    ['applied long before', '2026-11-04 10:20', stageAt('2026-11-04 10:20', '2026-10-20 10:00'), {}, '2026-11-05'],
    ['nobody knows when they applied', '2026-11-04 10:20', stageAt('2026-11-04 10:20', undefined), {}, '2026-11-05'],
    [
      'an interview is distance enough',
      '2026-11-04 10:20',
      stageAt('2026-11-04 10:20', '2026-11-04 09:00', 'interview'),
      {},
      '2026-11-05',
    ],
    [
      'no delay: after the undo window',
      '2026-11-04 10:20',
      stageAt('2026-11-04 10:20', undefined, 'interview'),
      { resultDelayDays: 0 },
      '2026-11-04',
    ],
    [
      'no delay, but the distance',
      '2026-11-04 10:20',
      stageAt('2026-11-04 10:20', '2026-11-04 10:00'),
      { resultDelayDays: 0 },
      '2026-11-06',
    ],
    [
      'five sending days',
      '2026-11-04 10:20',
      stageAt('2026-11-04 10:20', undefined, 'interview'),
      { resultDelayDays: 5 },
      '2026-11-11',
    ],
    [
      'never more than five business days in all',
      '2026-11-04 10:20',
      stageAt('2026-11-04 10:20', '2026-11-12 10:00'),
      { resultLeastDays: 5 },
      '2026-11-11',
    ],
    [
      'a longer undo window',
      '2026-11-04 10:20',
      stageAt('2026-11-04 10:20', undefined, 'interview'),
      { undoWindowMinutes: 4320 },
      '2026-11-09',
    ],
    [
      'a closure of the company',
      '2026-11-04 10:20',
      stageAt('2026-11-04 10:20', undefined, 'interview'),
      {
        hours: {
          opensAt: '10:00',
          closesAt: '18:00',
          shortClosesAt: '15:00',
          weekdays: [1, 2, 3, 4, 5],
          onHolidays: false,
          closures: ['2026-11-05', '2026-11-06'],
        },
      },
      '2026-11-09',
    ],
  ])('%s', (_what, at, report, settings, expected) => expect(findResultDate(at, [report], settings)).toBe(expected));

  test('a second rejection before the mail moves it, within five business days of the first', () => {
    const first = stageAt('2026-11-04 10:20', undefined, 'interview');
    const second = rejected('r2', '2026-11-11 11:00');
    expect(findResultDate('2026-11-05 09:00', [first, rejected('r2', '2026-11-05 09:00')])).toBe('2026-11-06');
    expect(findResultDate('2026-11-11 11:00', [first, second])).toBe('2026-11-11');
  });

  test('it leaves at a time of its own inside the window', () => {
    const step = findStepAt('2026-11-04 10:20', [stageAt('2026-11-04 10:20', undefined)], { settings: defaults });
    const time = step.kind === 'wait' ? formatTokyo(step.untilMs).slice(11) : '';
    expect(time > '10:00' && time < '18:00').toBe(true);
  });
});

describe('a result that was reported late', () => {
  const late = rejected('r1', '2026-09-01 10:00', { acceptedAt: '2026-11-04 10:00' });
  const undated = rejected('r1', '2026-11-04 10:00', { noResult: 'undated' });
  const requested = (at: string) =>
    fact(
      'result.requested',
      { rejectionIds: ['r1'], by: '採用 太郎', at: new Date(`${at.replace(' ', 'T')}:00+09:00`).toISOString() },
      at,
    );
  test.each<[string, string, FactDraft[], string]>([
    ['is never sent by itself', '2026-11-05 12:00', [late], 'wait first_follow_up 2027-03-01'],
    [
      'is sent when a member asks, with an apology',
      '2026-11-05 12:00',
      [late, requested('2026-11-05 12:00')],
      'rejection_late r1',
    ],
    [
      'in the next sending window',
      '2026-11-07 12:00',
      [late, requested('2026-11-07 12:00')],
      'wait rejection_mail 2026-11-09',
    ],
    [
      'once',
      '2026-11-05 13:00',
      [
        late,
        requested('2026-11-05 12:00'),
        fact('mail.sent', { n: 1, mail: 'rejection_late', rejectionIds: ['r1'], messageId: 'm', date: '2026-11-05' }),
      ],
      'wait first_follow_up 2027-03-01',
    ],
    [
      'is one mail with a result in time',
      '2026-11-05 12:30',
      [late, requested('2026-11-05 12:00'), rejected('r2', '2026-11-05 11:00')],
      'rejection_relay r1,r2',
    ],
    [
      'also when nobody knows its date',
      '2026-11-05 12:00',
      [undated, requested('2026-11-05 12:00')],
      'rejection_late r1',
    ],
  ])('%s', (_what, at, facts, expected) => {
    const settings = { resultDelayDays: 0, resultLeastDays: 0 };
    expect(formatStep(findStepAt(at, facts, { settings }))).toBe(expected);
  });
});
