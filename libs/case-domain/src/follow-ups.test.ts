import { describe, expect, test } from 'vitest';
import { nextStep } from './next-step.ts';
import { isInSendingWindow } from './sending-windows.ts';
import {
  bounced,
  buildCase,
  type Circumstances,
  closed,
  complained,
  consent,
  defaults,
  type FactDraft,
  fact,
  findStepAt,
  formatStep,
  rejected,
  sent,
  skipped,
  suppressed,
  tokyo,
  unsubscribed,
} from './testing/fixtures.ts';

const withoutRelay: Circumstances = { settings: { takesPartInRelay: false } };
const optIn: Circumstances = { settings: { takesPartInRelay: false, basis: 'opt_in' } };
const resultSent = (id: string, date: string): FactDraft => sent('rejection', [id], date);

describe('due calendar months after the date in Tokyo, moved to a sending day', () => {
  test.each([
    ['2026-11-04 10:20', '2027-05-06', '4 and 5 May are holidays'],
    ['2026-11-04 00:01', '2027-05-06', 'the time of day does not matter'],
    ['2026-11-03 23:59', '2027-05-06', '3 May is a holiday as well'],
    ['2026-08-31 15:00', '2027-03-01', 'clamped to 28 February, a Sunday'],
    ['2025-08-29 15:00', '2026-03-02', 'clamped to 28 February, a Saturday'],
    ['2026-03-21 12:00', '2026-09-24', '21 to 23 September are holidays'],
    ['2026-06-30 12:00', '2027-01-04', 'over the year’s end'],
    ['2026-05-11 12:00', '2026-11-11', 'a sending day'],
  ])('rejected %s: %s, %s', (at, date) => {
    const step = findStepAt(at, [rejected('r1', at), resultSent('r1', at.slice(0, 10))], withoutRelay);
    expect(formatStep(step)).toBe(`wait first_follow_up ${date}`);
    expect(step.kind === 'wait' && isInSendingWindow(step.untilMs, defaults.hours)).toBe(true);
  });
});

// Rejected on Wednesday, 4 November 2026: follow-ups are due on 6 May 2027 and on 4 November 2027.
const r1 = rejected('r1', '2026-11-04 10:20');
const answered = [r1, resultSent('r1', '2026-11-04')];
const firstFollowUp = sent('first_follow_up', ['r1'], '2027-05-06', 2);
const secondFollowUp = sent('second_follow_up', ['r1'], '2027-11-04', 3);
const r2 = rejected('r2', '2027-06-01 10:00');
const rejectedAgain = [...answered, firstFollowUp, r2, sent('rejection', ['r2'], '2027-06-01', 3)];
const reportedLate = (acceptedAt: string) => [rejected('r1', '2026-11-04 10:20', { acceptedAt })];
const pause = (until: string) => fact('case.paused', { until });

type Row = [name: string, at: string, facts: FactDraft[], expected: string, circumstances?: Circumstances];
const rows: Row[] = [
  [
    'a repeated consent counts from the first grant',
    '2027-05-21 12:00',
    [...answered, consent('granted', 'follow_up'), consent('granted', 'follow_up', '2027-05-20 12:00')],
    'first_follow_up r1',
    optIn,
  ],
  [
    'declined, then granted after the due date: the mail is not sent late',
    '2027-06-01 12:00',
    [...answered, consent('declined', 'follow_up'), consent('granted', 'follow_up', '2027-05-20 12:00')],
    'wait second_follow_up 2027-11-04',
  ],
  [
    'a pending result mail goes first',
    '2027-05-06 17:00',
    [...answered, rejected('r2', '2026-10-01 10:00', { acceptedAt: '2027-05-06 16:30' })],
    'wait rejection_mail 2027-05-06',
    { settings: { takesPartInRelay: false, maxReportAgeDays: 365 } },
  ],
  ['the first follow-up is sent', '2027-05-06 17:59', answered, 'first_follow_up r1'],
  ['overdue after an outage: sent inside a sending window', '2027-05-10 10:00', answered, 'first_follow_up r1'],
  [
    'overdue on a Friday at 15:00:00: the next sending window',
    '2027-05-07 15:00',
    answered,
    'wait first_follow_up 2027-05-10',
  ],
  [
    'after the first the second is planned',
    '2027-05-06 18:00',
    [...answered, firstFollowUp],
    'wait second_follow_up 2027-11-04',
  ],
  ['the second follow-up is sent', '2027-11-04 17:59', [...answered, firstFollowUp], 'second_follow_up r1'],
  [
    'the case closes after the second',
    '2027-11-04 18:00',
    [...answered, firstFollowUp, secondFollowUp],
    'close story_told',
  ],
  ['both due after a long outage: only the second is sent', '2027-11-08 12:00', answered, 'second_follow_up r1'],
  [
    'a new rejection restarts the count of months',
    '2027-06-01 12:00',
    rejectedAgain,
    'wait first_follow_up 2027-12-01',
  ],
  [
    'a new rejection has its own first follow-up, which names it alone',
    '2027-12-01 17:59',
    rejectedAgain,
    'first_follow_up r2',
  ],
  [
    'the second follow-up names both rejections',
    '2028-06-01 17:59',
    [...rejectedAgain, sent('first_follow_up', ['r2'], '2027-12-01', 4)],
    'second_follow_up r1,r2',
  ],
  [
    'reported after its sending window: never sent',
    '2027-05-06 18:00',
    reportedLate('2027-05-06 18:00'),
    'wait second_follow_up 2027-11-04',
  ],
  [
    'reported late, inside its sending window: sent',
    '2027-05-06 17:59',
    reportedLate('2027-05-06 17:59'),
    'first_follow_up r1',
  ],
  [
    'reported after both follow-ups: the case closes',
    '2027-11-05 12:00',
    reportedLate('2027-11-05 12:00'),
    'close story_told',
  ],
  [
    'paused: sent on the first sending day on or after the end of the pause',
    '2027-05-06 17:59',
    [...answered, pause('2027-05-09')],
    'wait first_follow_up 2027-05-10',
  ],
  [
    'paused and resumed: sent',
    '2027-05-06 17:59',
    [...answered, pause('2027-05-09'), fact('case.resumed', {})],
    'first_follow_up r1',
  ],
  [
    'paused beyond the second: only the second is planned',
    '2027-05-06 17:59',
    [...answered, pause('2028-01-10')],
    'wait second_follow_up 2028-01-11',
  ],
  [
    'skipped by the daily limit: the next sending day',
    '2027-05-06 17:59',
    [...answered, skipped('first_follow_up', ['r1'], 'daily_limit', '2027-05-06', 2)],
    'wait first_follow_up 2027-05-07',
  ],
  [
    'skipped for another reason: not retried',
    '2027-05-06 17:59',
    [...answered, skipped('first_follow_up', ['r1'], 'suppressed', '2027-05-06', 2)],
    'wait second_follow_up 2027-11-04',
  ],
  [
    'declined: not planned, but consent may be granted in time',
    '2026-12-01 12:00',
    [...answered, consent('declined', 'follow_up')],
    'wait consent 2027-05-06',
  ],
  [
    'declined: dropped when due',
    '2027-05-06 17:59',
    [...answered, consent('declined', 'follow_up')],
    'wait consent 2027-11-04',
  ],
  [
    'unsubscribed, then consented again: planned',
    '2026-12-01 12:00',
    [...answered, unsubscribed, suppressed, consent('granted', 'follow_up')],
    'wait first_follow_up 2027-05-06',
  ],
  [
    'unsubscribed after the consent: the case ends',
    '2026-12-01 12:00',
    [...answered, consent('granted', 'follow_up'), unsubscribed, suppressed],
    'close unsubscribed',
  ],
  [
    'unsubscribed, consented again, withdrawn: the case ends',
    '2026-12-01 12:00',
    [...answered, unsubscribed, suppressed, consent('granted', 'follow_up'), consent('withdrawn', 'follow_up')],
    'close unsubscribed',
  ],
  [
    'a relay consent does not bring follow-ups back',
    '2026-12-01 12:00',
    [...answered, unsubscribed, suppressed, consent('granted', 'relay')],
    'wait referral 2026-12-08',
  ],
  [
    'consented again after a due date: that mail is not sent late',
    '2027-06-01 12:00',
    [
      ...answered,
      consent('granted', 'follow_up'),
      unsubscribed,
      suppressed,
      consent('granted', 'follow_up', '2027-05-20 12:00'),
    ],
    'wait second_follow_up 2027-11-04',
  ],
  [
    'a closed case that is reopened plans follow-ups again',
    '2026-12-01 12:00',
    [
      ...answered,
      unsubscribed,
      suppressed,
      closed('unsubscribed'),
      consent('granted', 'follow_up'),
      fact('case.reopened', {}),
    ],
    'wait first_follow_up 2027-05-06',
  ],
  ...[bounced, complained].map(
    (unusable): Row => [
      `consented again after ${unusable.kind}: nothing is planned`,
      '2026-12-01 12:00',
      [...answered, unsubscribed, suppressed, unusable, consent('granted', 'follow_up')],
      'close address_unusable',
    ],
  ),
  ['withdrawn: both dropped', '2027-11-04 17:59', [...answered, consent('withdrawn', 'follow_up')], 'close story_told'],
  ['opt-in without consent: dropped when due', '2027-05-06 17:59', answered, 'wait consent 2027-11-04', optIn],
  [
    'opt-in with consent: sent',
    '2027-05-06 17:59',
    [...answered, consent('granted', 'follow_up')],
    'first_follow_up r1',
    optIn,
  ],
  [
    'opt-in, consent granted after the due date: the mail is not sent late',
    '2027-06-01 12:00',
    [...answered, consent('granted', 'follow_up', '2027-05-20 12:00')],
    'wait second_follow_up 2027-11-04',
    optIn,
  ],
];

describe('the follow-ups', () => {
  test.each(rows)('%s', (_name, at, facts, expected, circumstances = withoutRelay) =>
    expect(formatStep(findStepAt(at, facts, circumstances))).toBe(expected),
  );
});

test('both on one day, whatever their jitter: only the second is planned', () => {
  const input = buildCase([...answered, pause('2028-01-10')], withoutRelay);
  const steps = Array.from({ length: 20 }, (_, id) =>
    nextStep({ ...input, caseId: `case-${id}` }, tokyo('2027-12-01 12:00')),
  );
  expect(new Set(steps.map(formatStep))).toEqual(new Set(['wait second_follow_up 2028-01-11']));
});
