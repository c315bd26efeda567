import { describe, expect, test } from 'vitest';
import { isInSendingWindow } from './sending-windows.ts';
import {
  type Circumstances,
  consent,
  defaults,
  type FactDraft,
  fact,
  findStepAt,
  formatStep,
  formatTokyo,
  hired,
  reapplied,
  rejected,
  sent,
  skipped,
  suppressed,
  tokyo,
  unrejected,
  unsubscribed,
} from './testing/fixtures.ts';

/** When the mail for a rejection accepted at that minute leaves; `~` stands for a moment that jitter chose. */
const leaves = (acceptedAt: string, settings: Circumstances['settings'] = {}): string => {
  const step = findStepAt(acceptedAt, [rejected('r1', acceptedAt)], { settings });
  if (step.kind !== 'wait') return formatStep(step);
  expect(isInSendingWindow(step.untilMs, { ...defaults, ...settings }.hours)).toBe(true);
  const text = formatTokyo(step.untilMs);
  return tokyo(text) === step.untilMs ? text : `${text.slice(0, 10)} ~`;
};

describe('the first moment inside a slot once the undo window is over', () => {
  test.each([
    ['2026-11-04 10:20', '2026-11-04 11:20', 'an open slot: that very instant'],
    ['2026-11-04 09:00', '2026-11-04 10:00', 'the slot’s first instant'],
    ['2026-11-04 16:59', '2026-11-04 17:59', 'the slot’s last minute'],
    ['2026-11-04 17:00', '2026-11-05 ~', 'at the closing instant nothing is sent'],
    ['2026-11-04 21:00', '2026-11-05 ~', 'in the evening: the next day, spread over it'],
    ['2026-11-04 05:00', '2026-11-04 ~', 'in the night: the day’s slot, spread over it'],
    ['2026-11-06 14:00', '2026-11-09 ~', 'never on a Friday afternoon'],
    ['2026-09-18 16:00', '2026-09-24 ~', 'over the holidays'],
    ['2026-12-28 14:30', '2027-01-04 ~', 'over the year’s end'],
  ])('accepted %s: %s, %s', (acceptedAt, expected) => expect(leaves(acceptedAt)).toBe(expected));

  test('the undo window is the company’s', () => {
    expect(leaves('2026-11-04 10:20', { undoWindowMinutes: 0 })).toBe('rejection_relay r1');
    expect(leaves('2026-11-04 10:20', { undoWindowMinutes: 1440 })).toBe('2026-11-05 10:20');
  });

  test('overdue: at once in an open slot, else in the next one', () => {
    const facts = [rejected('r1', '2026-11-04 10:20')];
    expect(formatStep(findStepAt('2026-11-05 10:00', facts))).toBe('rejection_relay r1');
    expect(formatStep(findStepAt('2026-11-06 15:00', facts))).toBe('wait rejection_mail 2026-11-09');
  });

  test('hours that never open: it looks again in a week', () => {
    const hours = { ...defaults.hours, opensAt: '18:00' };
    expect(
      formatStep(findStepAt('2026-11-04 12:00', [rejected('r1', '2026-11-04 10:20')], { settings: { hours } })),
    ).toBe('wait rejection_mail 2026-11-11');
  });
});

const first = rejected('r1', '2026-11-04 10:20');
const second = rejected('r2', '2026-11-04 10:50', { stage: 'documents' });
const told = sent('rejection', ['r1'], '2026-11-04');
const incomplete = { ...defaults.sender, postalAddress: ' ' };

type Row = [what: string, at: string, facts: FactDraft[], expected: string, circumstances?: Circumstances];
const rows: Row[] = [
  [
    'an un-rejection of another source',
    '2026-11-04 11:20',
    [rejected('r1', '2026-11-04 10:20', { sourceKey: 'other' }), unrejected('r1', '2026-11-04 11:00')],
    'rejection_relay r1',
  ],
  [
    'a plain result that was skipped is not tried again',
    '2026-11-04 11:21',
    [first, skipped('rejection', ['r1'], 'suppressed', '2026-11-04')],
    'wait first_follow_up 2027-05-06',
  ],
  [
    'no place to complain to',
    '2026-11-04 11:20',
    [first],
    'rejection r1',
    { settings: { sender: { ...defaults.sender, contact: '' } } },
  ],
  [
    'told of one, holds an offer by the next',
    '2026-11-04 11:50',
    [first, told, rejected('r2', '2026-11-04 10:40', { silent: 'holds_offer' })],
    'close hired',
  ],
  [
    'two rejections, none told: one mail once the later may go',
    '2026-11-04 11:20',
    [first, second],
    'wait rejection_mail 2026-11-04',
  ],
  ['it answers both', '2026-11-04 11:50', [first, second], 'rejection_relay r1,r2'],
  ['told already: the new one gets its own mail', '2026-11-04 11:50', [first, told, second], 'rejection_relay r2'],
  [
    'un-rejected before anything was mailed: silence',
    '2026-11-04 11:20',
    [first, unrejected('r1', '2026-11-04 11:00')],
    'close unrejected',
  ],
  [
    'the un-rejection came first',
    '2026-11-04 11:20',
    [unrejected('r1', '2026-11-04 11:00'), first],
    'close unrejected',
  ],
  [
    'an un-rejection cancels only what is older',
    '2026-11-04 11:20',
    [unrejected('r1', '2026-11-04 10:00'), first],
    'rejection_relay r1',
  ],
  [
    'one of two cancelled: the other is told',
    '2026-11-04 11:50',
    [first, second, unrejected('r1', '2026-11-04 11:00')],
    'rejection_relay r2',
  ],
  [
    'reported 30 days late: still told',
    '2026-11-04 11:20',
    [rejected('r1', '2026-10-05 10:20', { acceptedAt: '2026-11-04 10:20' })],
    'rejection_relay r1',
  ],
  [
    'reported later than that: not told',
    '2026-11-04 11:20',
    [rejected('r1', '2026-10-05 10:19', { acceptedAt: '2026-11-04 10:20' })],
    'wait first_follow_up 2027-04-05',
  ],
  [
    'no address: a case without mail',
    '2026-11-04 11:20',
    [rejected('r1', '2026-11-04 10:20', { silent: 'no_address' })],
    'close without_mail',
  ],
  [
    'may not be mailed',
    '2026-11-04 11:20',
    [rejected('r1', '2026-11-04 10:20', { silent: 'may_not_email' })],
    'close without_mail',
  ],
  ['private', '2026-11-04 11:20', [rejected('r1', '2026-11-04 10:20', { silent: 'private' })], 'close without_mail'],
  [
    'holds an offer',
    '2026-11-04 11:20',
    [rejected('r1', '2026-11-04 10:20', { silent: 'holds_offer' })],
    'close without_mail',
  ],
  [
    'a silent one beside another',
    '2026-11-04 11:50',
    [first, rejected('r2', '2026-11-04 10:40', { silent: 'may_not_email' })],
    'rejection_relay r1',
  ],
  ['known to hold an offer', '2026-11-04 11:20', [first, hired], 'close hired'],
  [
    'skipped for good',
    '2026-11-04 11:21',
    [first, skipped('rejection', ['r1'], 'no_address', '2026-11-04')],
    'wait first_follow_up 2027-05-06',
  ],
  [
    'unsubscribed: the plain result is still sent',
    '2026-11-04 11:20',
    [unsubscribed, suppressed, first],
    'rejection r1',
  ],
  ['applied again: told in the plain version', '2026-11-04 11:20', [first, reapplied], 'rejection r1'],
  ['no part in the relay', '2026-11-04 11:20', [first], 'rejection r1', { settings: { takesPartInRelay: false } }],
  ['sender incomplete', '2026-11-04 11:20', [first], 'rejection r1', { settings: { sender: incomplete } }],
  ['opt-in, never given', '2026-11-04 11:20', [first], 'rejection r1', { settings: { basis: 'opt_in' } }],
  [
    'opt-in, given',
    '2026-11-04 11:20',
    [consent('granted', 'follow_up'), first],
    'rejection_relay r1',
    { settings: { basis: 'opt_in' } },
  ],
  ['said no to mails before', '2026-11-04 11:20', [consent('declined', 'follow_up'), first], 'rejection r1'],
  ['said yes to the relay before', '2026-11-04 11:20', [consent('granted', 'relay'), first], 'rejection r1'],
  ['said no to the relay before', '2026-11-04 11:20', [consent('declined', 'relay'), first], 'rejection r1'],
  ['withdrew from the relay', '2026-11-04 11:20', [consent('withdrawn', 'relay'), first], 'rejection r1'],
  [
    'a yes that lapsed is asked for again',
    '2026-11-04 11:20',
    [consent('granted', 'relay', '2025-11-04 11:20'), first],
    'rejection_relay r1',
  ],
  ['paused', '2026-11-04 11:50', [first, told, fact('case.paused', { until: '2026-11-05' }), second], 'rejection r2'],
];
for (const reason of ['daily_limit', 'sender_incomplete', 'no_basis', 'suppressed'] as const) {
  const facts = [first, skipped('rejection_relay', ['r1'], reason, '2026-11-04')];
  rows.push([
    `the invitation was refused (${reason}): the plain result at once`,
    '2026-11-04 11:21',
    facts,
    'rejection r1',
  ]);
}
for (const reason of ['refused_by_provider', 'no_address'] as const) {
  const facts = [first, skipped('rejection_relay', ['r1'], reason, '2026-11-04')];
  rows.push([`no mail can go (${reason})`, '2026-11-04 11:21', facts, 'wait first_follow_up 2027-05-06']);
}

describe('what is told', () => {
  test.each(rows)('%s', (_what, at, facts, expected, circumstances) =>
    expect(formatStep(findStepAt(at, facts, circumstances))).toBe(expected),
  );

  test('the wording follows the furthest stage; the number follows the case’s mails', () => {
    expect(findStepAt('2026-11-04 11:50', [first, second])).toMatchObject({ n: 1, stage: 'interview' });
    expect(findStepAt('2026-11-04 11:50', [first, told, second])).toMatchObject({ n: 2, stage: 'documents' });
  });
});
