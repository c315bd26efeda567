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
  unsubscribed,
} from './testing/fixtures.ts';

// Rejected on Wednesday, 4 November 2026, and told by the ATS.
const byAts = rejected('r1', '2026-11-04 10:20', { noResult: 'sent_by_ats' });
const recorded: Circumstances = {
  settings: {
    separateInvitation: {
      afterDays: 5,
      basis: { kind: 'recorded', by: '採用 太郎', on: '2026-10-01', reason: '応募フォームで同意を得ている' },
    },
  },
};
const optIn: Circumstances = { settings: { separateInvitation: { afterDays: 5, basis: { kind: 'opt_in' } } } };
const followUp = 'wait first_follow_up 2027-05-06';
const invitedThen = (...drafts: FactDraft[]) => [byAts, sent('relay_invitation', ['r1'], '2026-11-09'), ...drafts];

type Row = [name: string, at: string, facts: FactDraft[], expected: string, circumstances?: Circumstances];
const rows: Row[] = [
  ['off by default: no result, no invitation', '2026-11-04 12:00', [byAts], followUp],
  ['a recorded basis: some days later', '2026-11-04 12:00', [byAts], 'wait relay_invitation 2026-11-09', recorded],
  ['sent when due', '2026-11-09 17:59', [byAts], 'relay_invitation r1', recorded],
  [
    'never with a result that Goen sends',
    '2026-11-09 17:59',
    [rejected('r1', '2026-11-04 10:20')],
    'rejection_relay r1',
    recorded,
  ],
  ['opt-in without a consent: none is sent', '2026-11-09 17:59', [byAts], followUp, optIn],
  [
    'opt-in with a consent from before',
    '2026-11-09 17:59',
    [byAts, consent('granted', 'follow_up')],
    'relay_invitation r1',
    optIn,
  ],
  ['answered already', '2026-11-09 17:59', [byAts, consent('declined', 'relay')], followUp, recorded],
  ['unsubscribed', '2026-11-09 17:59', [byAts, unsubscribed, suppressed], 'close unsubscribed', recorded],
  [
    'declined follow-ups',
    '2026-11-09 17:59',
    [byAts, consent('declined', 'follow_up')],
    'wait consent 2027-05-06',
    recorded,
  ],
  ['sent once, then the reminder', '2026-11-10 12:00', invitedThen(), 'wait relay_reminder 2026-11-16', recorded],
  [
    'skipped by the daily limit: the next day',
    '2026-11-09 17:59',
    [byAts, skipped('relay_invitation', ['r1'], 'daily_limit', '2026-11-09')],
    'wait relay_invitation 2026-11-10',
    recorded,
  ],
  [
    'paused: postponed',
    '2026-11-09 17:59',
    [byAts, fact('case.paused', { until: '2026-11-20' })],
    'wait relay_invitation 2026-11-20',
    recorded,
  ],
  [
    'reported late: the day after the report at the earliest',
    '2026-11-19 12:00',
    [rejected('r1', '2026-11-04 10:20', { noResult: 'sent_by_ats', acceptedAt: '2026-11-19 11:00' })],
    'wait relay_invitation 2026-11-20',
    recorded,
  ],
  [
    'the company left the relay',
    '2026-11-09 17:59',
    [byAts],
    followUp,
    { settings: { ...recorded.settings, takesPartInRelay: false } },
  ],
];

describe('the relay invitation after a result that the ATS sent', () => {
  test.each(rows)('%s', (_name, at, facts, expected, circumstances) =>
    expect(formatStep(findStepAt(at, facts, circumstances))).toBe(expected),
  );
});
