import { describe, expect, test } from 'vitest';
import { nextStep } from './next-step.ts';
import { isInSendingWindow } from './sending-windows.ts';
import {
  buildCase,
  type Circumstances,
  consent,
  defaults,
  type FactDraft,
  fact,
  findStepAt,
  formatStep,
  rejected,
  sent,
  skipped,
  tokyo,
} from './testing/fixtures.ts';

const quiet: Circumstances = { settings: { takesPartInRelay: false } };
const optIn: Circumstances = { settings: { takesPartInRelay: false, basis: 'opt_in' } };
const told = (id: string, date: string): FactDraft => sent('rejection', [id], date);

describe('due on the date in Tokyo plus calendar months, moved to a sending day', () => {
  test.each([
    ['2026-11-04 10:20', '2027-05-06', '4 and 5 May are holidays'],
    ['2026-11-04 00:01', '2027-05-06', 'the time of day does not matter'],
    ['2026-11-03 23:59', '2027-05-06', '3 May is one, too'],
    ['2026-08-31 15:00', '2027-03-01', 'clamped to 28 February, a Sunday'],
    ['2025-08-29 15:00', '2026-03-02', 'clamped to 28 February, a Saturday'],
    ['2026-03-21 12:00', '2026-09-24', '21 to 23 September are holidays'],
    ['2026-06-30 12:00', '2027-01-04', 'over the year’s end'],
    ['2026-05-11 12:00', '2026-11-11', 'a sending day'],
  ])('rejected %s: %s, %s', (at, date) => {
    const step = findStepAt(at, [rejected('r1', at), told('r1', at.slice(0, 10))], quiet);
    expect(formatStep(step)).toBe(`wait first_follow_up ${date}`);
    expect(step.kind === 'wait' && isInSendingWindow(step.untilMs, defaults.hours)).toBe(true);
  });
});

// Rejected on Wednesday, 4 November 2026: due on 6 May 2027 and on 4 November 2027.
const r1 = rejected('r1', '2026-11-04 10:20');
const start = [r1, told('r1', '2026-11-04')];
const six = sent('first_follow_up', ['r1'], '2027-05-06', 2);
const twelve = sent('second_follow_up', ['r1'], '2027-11-04', 3);
const r2 = rejected('r2', '2027-06-01 10:00');
const again = [...start, six, r2, sent('rejection', ['r2'], '2027-06-01', 3)];
const late = (acceptedAt: string) => [rejected('r1', '2026-11-04 10:20', { acceptedAt })];
const pause = (until: string) => fact('case.paused', { until });

type Row = [what: string, at: string, facts: FactDraft[], expected: string, circumstances?: Circumstances];
const rows: Row[] = [
  [
    'a yes said twice counts from the first',
    '2027-05-21 12:00',
    [...start, consent('granted', 'follow_up'), consent('granted', 'follow_up', '2027-05-20 12:00')],
    'first_follow_up r1',
    optIn,
  ],
  [
    'a no taken back after the day: not caught up',
    '2027-06-01 12:00',
    [...start, consent('declined', 'follow_up'), consent('granted', 'follow_up', '2027-05-20 12:00')],
    'wait second_follow_up 2027-11-04',
  ],
  [
    'a result that still waits comes first',
    '2027-05-06 17:00',
    [...start, rejected('r2', '2026-10-01 10:00', { acceptedAt: '2027-05-06 16:30' })],
    'wait rejection_mail 2027-05-06',
    { settings: { takesPartInRelay: false, maxReportAgeDays: 365 } },
  ],
  ['the first is sent', '2027-05-06 17:59', start, 'first_follow_up r1'],
  ['overdue after an outage: in an open slot', '2027-05-10 10:00', start, 'first_follow_up r1'],
  ['overdue on a Friday at 15:00:00: the next slot', '2027-05-07 15:00', start, 'wait first_follow_up 2027-05-10'],
  ['then the second', '2027-05-06 18:00', [...start, six], 'wait second_follow_up 2027-11-04'],
  ['it is sent', '2027-11-04 17:59', [...start, six], 'second_follow_up r1'],
  ['then the story is told', '2027-11-04 18:00', [...start, six, twelve], 'close story_told'],
  ['both due after a long outage: only the second', '2027-11-08 12:00', start, 'second_follow_up r1'],
  ['a new rejection restarts the clock', '2027-06-01 12:00', again, 'wait first_follow_up 2027-12-01'],
  ['and has a first of its own, which names it alone', '2027-12-01 17:59', again, 'first_follow_up r2'],
  [
    'the second names both',
    '2028-06-01 17:59',
    [...again, sent('first_follow_up', ['r2'], '2027-12-01', 4)],
    'second_follow_up r1,r2',
  ],
  [
    'reported late, its slot over: skipped for ever',
    '2027-05-06 18:00',
    late('2027-05-06 18:00'),
    'wait second_follow_up 2027-11-04',
  ],
  ['reported late, its slot still open', '2027-05-06 17:59', late('2027-05-06 17:59'), 'first_follow_up r1'],
  ['reported after both', '2027-11-05 12:00', late('2027-11-05 12:00'), 'close story_told'],
  [
    'paused: the first sending day on or after',
    '2027-05-06 17:59',
    [...start, pause('2027-05-09')],
    'wait first_follow_up 2027-05-10',
  ],
  [
    'paused and resumed',
    '2027-05-06 17:59',
    [...start, pause('2027-05-09'), fact('case.resumed', {})],
    'first_follow_up r1',
  ],
  [
    'paused beyond the second: it alone comes',
    '2027-05-06 17:59',
    [...start, pause('2028-01-10')],
    'wait second_follow_up 2028-01-11',
  ],
  [
    'the day’s one regulated mail was another’s: the next sending day',
    '2027-05-06 17:59',
    [...start, skipped('first_follow_up', ['r1'], 'daily_limit', '2027-05-06', 2)],
    'wait first_follow_up 2027-05-07',
  ],
  [
    'skipped otherwise: settled',
    '2027-05-06 17:59',
    [...start, skipped('first_follow_up', ['r1'], 'suppressed', '2027-05-06', 2)],
    'wait second_follow_up 2027-11-04',
  ],
  [
    'said no: waits, for a yes may come',
    '2026-12-01 12:00',
    [...start, consent('declined', 'follow_up')],
    'wait first_follow_up 2027-05-06',
  ],
  [
    'said no: dropped when due',
    '2027-05-06 17:59',
    [...start, consent('declined', 'follow_up')],
    'wait second_follow_up 2027-11-04',
  ],
  ['withdrawn: both dropped', '2027-11-04 17:59', [...start, consent('withdrawn', 'follow_up')], 'close story_told'],
  ['opt-in without a yes: dropped when due', '2027-05-06 17:59', start, 'wait second_follow_up 2027-11-04', optIn],
  ['opt-in with a yes', '2027-05-06 17:59', [...start, consent('granted', 'follow_up')], 'first_follow_up r1', optIn],
  [
    'a yes that came after the day: not caught up',
    '2027-06-01 12:00',
    [...start, consent('granted', 'follow_up', '2027-05-20 12:00')],
    'wait second_follow_up 2027-11-04',
    optIn,
  ],
];

describe('what follows', () => {
  test.each(rows)('%s', (_what, at, facts, expected, circumstances = quiet) =>
    expect(formatStep(findStepAt(at, facts, circumstances))).toBe(expected),
  );
});

test('both on one day, wherever jitter puts them: only the second', () => {
  const input = buildCase([...start, pause('2028-01-10')], quiet);
  const steps = Array.from({ length: 20 }, (_, id) =>
    nextStep({ ...input, caseId: `case-${id}` }, tokyo('2027-12-01 12:00')),
  );
  expect(new Set(steps.map(formatStep))).toEqual(new Set(['wait second_follow_up 2028-01-11']));
});
