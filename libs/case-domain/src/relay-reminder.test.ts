import { describe, expect, test } from 'vitest';
import {
  type Circumstances,
  consent,
  type FactDraft,
  fact,
  findStepAt,
  formatStep,
  rejected,
  sent,
  skipped,
  suppressed,
  unrejected,
  unsubscribed,
} from './testing/fixtures.ts';

// Invited on Wednesday, 4 November 2026: the reminder is due on the 11th.
const r1 = rejected('r1', '2026-11-04 10:20');
const invited = [r1, sent('rejection_relay', ['r1'], '2026-11-04')];
const reminded = sent('relay_reminder', ['r1'], '2026-11-11', 2);
const r2 = rejected('r2', '2026-12-01 10:00');
const invitedAgain = [...invited, reminded, r2, sent('rejection_relay', ['r2'], '2026-12-01', 3)];
const invitedThen = (...drafts: FactDraft[]) => [...invited, ...drafts];

type Row = [name: string, at: string, facts: FactDraft[], expected: string, circumstances?: Circumstances];
const rows: Row[] = [
  [
    'declined follow-ups: no reminder is planned',
    '2026-11-05 12:00',
    invitedThen(consent('declined', 'follow_up')),
    'wait consent 2027-05-06',
  ],
  [
    'consented, and the consent has expired: no reminder',
    '2027-11-08 12:00',
    invitedThen(consent('granted', 'relay')),
    'wait first_follow_up 2028-11-06',
    { settings: { firstFollowUpMonths: 24, secondFollowUpMonths: 36 } },
  ],
  ['due seven days after the invitation', '2026-11-04 12:00', invited, 'wait relay_reminder 2026-11-11'],
  ['sent when due', '2026-11-11 17:59', invited, 'relay_reminder r1'],
  [
    'overdue at the closing time: the next sending window',
    '2026-11-13 15:00',
    invited,
    'wait relay_reminder 2026-11-16',
  ],
  [
    'moved to a sending day',
    '2026-11-04 12:00',
    invited,
    'wait relay_reminder 2026-11-24',
    { settings: { reminderAfterDays: 17 } },
  ],
  ['sent only once', '2026-11-11 18:00', invitedThen(reminded), 'wait first_follow_up 2027-05-06'],
  [
    'no reminder after a plain result mail',
    '2026-11-04 12:00',
    [r1, sent('rejection', ['r1'], '2026-11-04')],
    'wait first_follow_up 2027-05-06',
  ],
  [
    'no reminder of a skipped invitation',
    '2026-11-04 12:00',
    [r1, skipped('rejection_relay', ['r1'], 'refused_by_provider', '2026-11-04')],
    'wait first_follow_up 2027-05-06',
  ],
  [
    'declined: no reminder',
    '2026-11-11 17:59',
    invitedThen(consent('declined', 'relay')),
    'wait first_follow_up 2027-05-06',
  ],
  [
    'withdrawn: no reminder',
    '2026-11-11 17:59',
    invitedThen(consent('withdrawn', 'relay')),
    'wait first_follow_up 2027-05-06',
  ],
  [
    'declined follow-ups: not sent',
    '2026-11-11 17:59',
    invitedThen(consent('declined', 'follow_up')),
    'wait consent 2027-05-06',
  ],
  [
    'unsubscribed, then consented to follow-ups: the consent names no reminder',
    '2026-11-11 17:59',
    invitedThen(unsubscribed, suppressed, consent('granted', 'follow_up')),
    'wait first_follow_up 2027-05-06',
  ],
  ['one reminder per invitation', '2026-12-02 12:00', invitedAgain, 'wait relay_reminder 2026-12-08'],
  [
    'no reminder when its rejection was cancelled: in selection again',
    '2026-12-08 17:59',
    [...invitedAgain, unrejected('r2', '2026-12-05 12:00')],
    'close unrejected',
  ],
  [
    'paused: postponed',
    '2026-11-11 17:59',
    invitedThen(fact('case.paused', { until: '2026-11-20' })),
    'wait relay_reminder 2026-11-20',
  ],
  [
    'paused up to the first follow-up: only the follow-up',
    '2026-11-11 17:59',
    invitedThen(fact('case.paused', { until: '2027-05-10' })),
    'wait first_follow_up 2027-05-10',
  ],
  ['an outage up to the first follow-up: only the follow-up', '2027-05-06 17:59', invited, 'first_follow_up r1'],
  ['an outage up to the second follow-up: only that one', '2027-11-04 17:59', invited, 'second_follow_up r1'],
  [
    'skipped by the daily limit: the next day',
    '2026-11-11 17:59',
    invitedThen(skipped('relay_reminder', ['r1'], 'daily_limit', '2026-11-11', 2)),
    'wait relay_reminder 2026-11-12',
  ],
  [
    'the company left the relay: no reminder',
    '2026-11-11 17:59',
    invited,
    'wait first_follow_up 2027-05-06',
    { settings: { takesPartInRelay: false } },
  ],
];

describe('the relay reminder', () => {
  test.each(rows)('%s', (_name, at, facts, expected, circumstances) =>
    expect(formatStep(findStepAt(at, facts, circumstances))).toBe(expected),
  );
});
