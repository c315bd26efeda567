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

/** When the mail for a rejection accepted at that minute leaves; `~` stands for a jittered time. */
const formatSendTime = (acceptedAt: string, settings: Circumstances['settings'] = {}): string => {
  const step = findStepAt(acceptedAt, [rejected('r1', acceptedAt)], { settings });
  if (step.kind !== 'wait') return formatStep(step);
  expect(isInSendingWindow(step.untilMs, { ...defaults, ...settings }.hours)).toBe(true);
  const text = formatTokyo(step.untilMs);
  return tokyo(text) === step.untilMs ? text : `${text.slice(0, 10)} ~`;
};

describe('the first instant inside a sending window after the undo window', () => {
  test.each([
    ['2026-11-04 10:20', '2026-11-04 11:20', 'inside a sending window: that very instant'],
    ['2026-11-04 09:00', '2026-11-04 10:00', 'the first instant of a sending window'],
    ['2026-11-04 16:59', '2026-11-04 17:59', 'the last minute of a sending window'],
    ['2026-11-04 17:00', '2026-11-05 ~', 'nothing is sent at the closing time'],
    ['2026-11-04 21:00', '2026-11-05 ~', 'in the evening: jittered over the next day'],
    ['2026-11-04 05:00', '2026-11-04 ~', 'at night: jittered over the same day'],
    ['2026-11-06 14:00', '2026-11-09 ~', 'never on a Friday afternoon'],
    ['2026-09-18 16:00', '2026-09-24 ~', 'over the holidays'],
    ['2026-12-28 14:30', '2027-01-04 ~', 'over the year’s end'],
  ])('accepted %s: %s, %s', (acceptedAt, expected) => expect(formatSendTime(acceptedAt)).toBe(expected));

  test('the company sets the undo window', () => {
    expect(formatSendTime('2026-11-04 10:20', { undoWindowMinutes: 0 })).toBe('rejection_relay r1');
    expect(formatSendTime('2026-11-04 10:20', { undoWindowMinutes: 1440 })).toBe('2026-11-05 10:20');
  });

  test('overdue: immediately inside a sending window, else in the next one', () => {
    const facts = [rejected('r1', '2026-11-04 10:20')];
    expect(formatStep(findStepAt('2026-11-05 10:00', facts))).toBe('rejection_relay r1');
    expect(formatStep(findStepAt('2026-11-06 15:00', facts))).toBe('wait rejection_mail 2026-11-09');
  });

  test('hours that never open: the case is evaluated again in a week', () => {
    const hours = { ...defaults.hours, opensAt: '18:00' };
    expect(
      formatStep(findStepAt('2026-11-04 12:00', [rejected('r1', '2026-11-04 10:20')], { settings: { hours } })),
    ).toBe('wait rejection_mail 2026-11-11');
  });
});

const first = rejected('r1', '2026-11-04 10:20');
const second = rejected('r2', '2026-11-04 10:50', { stage: 'documents' });
const resultSent = sent('rejection', ['r1'], '2026-11-04');
const incompleteSender = { ...defaults.sender, postalAddress: ' ' };

type Row = [name: string, at: string, facts: FactDraft[], expected: string, circumstances?: Circumstances];
const rows: Row[] = [
  [
    'an un-rejection of another source cancels nothing',
    '2026-11-04 11:20',
    [rejected('r1', '2026-11-04 10:20', { sourceKey: 'other' }), unrejected('r1', '2026-11-04 11:00')],
    'rejection_relay r1',
  ],
  [
    'a skipped plain result mail is not retried',
    '2026-11-04 11:21',
    [first, skipped('rejection', ['r1'], 'suppressed', '2026-11-04')],
    'wait first_follow_up 2027-05-06',
  ],
  [
    'no contact for complaints: no invitation',
    '2026-11-04 11:20',
    [first],
    'rejection r1',
    { settings: { sender: { ...defaults.sender, contact: '' } } },
  ],
  [
    'answered, then reported as holding an offer: closes as hired',
    '2026-11-04 11:50',
    [first, resultSent, rejected('r2', '2026-11-04 10:40', { silent: 'holds_offer' })],
    'close hired',
  ],
  [
    'two unanswered rejections wait for the undo window of the later one',
    '2026-11-04 11:20',
    [first, second],
    'wait rejection_mail 2026-11-04',
  ],
  ['one mail answers both rejections', '2026-11-04 11:50', [first, second], 'rejection_relay r1,r2'],
  [
    'a rejection after the mail gets its own mail',
    '2026-11-04 11:50',
    [first, resultSent, second],
    'rejection_relay r2',
  ],
  [
    'un-rejected before the mail: no mail is sent',
    '2026-11-04 11:20',
    [first, unrejected('r1', '2026-11-04 11:00')],
    'close unrejected',
  ],
  [
    'an un-rejection that arrives first cancels as well',
    '2026-11-04 11:20',
    [unrejected('r1', '2026-11-04 11:00'), first],
    'close unrejected',
  ],
  [
    'an un-rejection does not cancel a later rejection',
    '2026-11-04 11:20',
    [unrejected('r1', '2026-11-04 10:00'), first],
    'rejection_relay r1',
  ],
  [
    'one of two cancelled: the other is answered',
    '2026-11-04 11:50',
    [first, second, unrejected('r1', '2026-11-04 11:00')],
    'rejection_relay r2',
  ],
  [
    'reported 30 days late: answered',
    '2026-11-04 11:20',
    [rejected('r1', '2026-10-05 10:20', { acceptedAt: '2026-11-04 10:20' })],
    'rejection_relay r1',
  ],
  [
    'reported more than 30 days late: not answered',
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
    'must not be mailed: a case without mail',
    '2026-11-04 11:20',
    [rejected('r1', '2026-11-04 10:20', { silent: 'may_not_email' })],
    'close without_mail',
  ],
  [
    'private: a case without mail',
    '2026-11-04 11:20',
    [rejected('r1', '2026-11-04 10:20', { silent: 'private' })],
    'close without_mail',
  ],
  [
    'holds an offer: a case without mail',
    '2026-11-04 11:20',
    [rejected('r1', '2026-11-04 10:20', { silent: 'holds_offer' })],
    'close without_mail',
  ],
  [
    'of an unknown date: no result mail, but follow-ups',
    '2026-11-04 11:20',
    [rejected('r1', '2026-11-04 10:20', { noResult: 'undated' })],
    'wait first_follow_up 2027-05-06',
  ],
  [
    'a rejection of an unknown date is not named in the mail for another',
    '2026-11-04 11:50',
    [first, rejected('r2', '2026-11-04 10:40', { noResult: 'undated' })],
    'rejection_relay r1',
  ],
  [
    'a silent rejection is not named in the mail for another',
    '2026-11-04 11:50',
    [first, rejected('r2', '2026-11-04 10:40', { silent: 'may_not_email' })],
    'rejection_relay r1',
  ],
  ['hired: no result mail', '2026-11-04 11:20', [first, hired], 'close hired'],
  [
    'skipped for good: not retried',
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
  ['applied again: the plain version', '2026-11-04 11:20', [first, reapplied], 'rejection r1'],
  [
    'the company does not take part in the relay: the plain version',
    '2026-11-04 11:20',
    [first],
    'rejection r1',
    { settings: { takesPartInRelay: false } },
  ],
  [
    'sender incomplete: the plain version',
    '2026-11-04 11:20',
    [first],
    'rejection r1',
    { settings: { sender: incompleteSender } },
  ],
  [
    'opt-in without consent: the plain version',
    '2026-11-04 11:20',
    [first],
    'rejection r1',
    { settings: { basis: 'opt_in' } },
  ],
  [
    'opt-in with consent: the invitation',
    '2026-11-04 11:20',
    [consent('granted', 'follow_up'), first],
    'rejection_relay r1',
    { settings: { basis: 'opt_in' } },
  ],
  [
    'declined follow-ups before: the plain version',
    '2026-11-04 11:20',
    [consent('declined', 'follow_up'), first],
    'rejection r1',
  ],
  [
    'consented to the relay before: the plain version',
    '2026-11-04 11:20',
    [consent('granted', 'relay'), first],
    'rejection r1',
  ],
  [
    'declined the relay before: the plain version',
    '2026-11-04 11:20',
    [consent('declined', 'relay'), first],
    'rejection r1',
  ],
  [
    'withdrew from the relay: the plain version',
    '2026-11-04 11:20',
    [consent('withdrawn', 'relay'), first],
    'rejection r1',
  ],
  [
    'an expired relay consent: the invitation',
    '2026-11-04 11:20',
    [consent('granted', 'relay', '2025-11-04 11:20'), first],
    'rejection_relay r1',
  ],
  [
    'paused: the plain version',
    '2026-11-04 11:50',
    [first, resultSent, fact('case.paused', { until: '2026-11-05' }), second],
    'rejection r2',
  ],
];
for (const reason of ['daily_limit', 'sender_incomplete', 'no_basis', 'suppressed'] as const) {
  const facts = [first, skipped('rejection_relay', ['r1'], reason, '2026-11-04')];
  rows.push([
    `the invitation was skipped (${reason}): the plain version follows immediately`,
    '2026-11-04 11:21',
    facts,
    'rejection r1',
  ]);
}
for (const reason of ['refused_by_provider', 'no_address'] as const) {
  const facts = [first, skipped('rejection_relay', ['r1'], reason, '2026-11-04')];
  rows.push([
    `no mail can be sent (${reason}): not retried`,
    '2026-11-04 11:21',
    facts,
    'wait first_follow_up 2027-05-06',
  ]);
}

describe('the result mail', () => {
  test.each(rows)('%s', (_name, at, facts, expected, circumstances) =>
    expect(formatStep(findStepAt(at, facts, circumstances))).toBe(expected),
  );

  test('has the furthest stage, and the next number of the case', () => {
    expect(findStepAt('2026-11-04 11:50', [first, second])).toMatchObject({ n: 1, stage: 'interview' });
    expect(findStepAt('2026-11-04 11:50', [first, resultSent, second])).toMatchObject({ n: 2, stage: 'documents' });
  });
});
