import { describe, expect, test } from 'vitest';
import {
  bounced,
  type Circumstances,
  closed,
  complained,
  consent,
  type FactDraft,
  fact,
  findStepAt,
  formatStep,
  hired,
  reapplied,
  rejected,
  sent,
  suppressed,
  unrejected,
  unsubscribed,
  validLicence,
} from './testing/fixtures.ts';

const r1 = rejected('r1', '2026-11-04 10:20');
const invited = [r1, sent('rejection_relay', ['r1'], '2026-11-04')];
const relayConsent = consent('granted', 'relay', '2026-11-05 12:00');
const consented = [...invited, relayConsent];
const made = (n = 1) => fact('referral.made', { n, entryId: `case-1:referral:${n}` });
const refused = (n = 1) => fact('referral.refused', { n, reason: 'already_referred' });
const reversed = (n = 1) => fact('referral.reversed', { n, entryId: `case-1:referral:${n}` });
const duplicated = (n = 1) => fact('referral.duplicated', { n });
const unrejection = unrejected('r1', '2026-11-06 12:00');
const r2 = rejected('r2', '2026-11-09 10:00');
const firstFollowUpNext = 'wait first_follow_up 2027-05-06';

type Row = [name: string, at: string, facts: FactDraft[], expected: string, licence?: Circumstances['licence']];
const rows: Row[] = [
  [
    'consented while the result mail is pending: referred immediately',
    '2026-11-04 10:30',
    [r1, relayConsent],
    'refer 1',
  ],
  [
    'consented before, and the address is unusable: referred without a result mail',
    '2026-11-05 12:30',
    [relayConsent, bounced, rejected('r1', '2026-11-05 12:00')],
    'refer 1',
  ],
  ['referred immediately, at any hour', '2026-11-07 23:00', consented, 'refer 1'],
  ['referred only once', '2026-11-07 23:00', [...consented, made()], firstFollowUpNext],
  [
    'consented again after the referral: not referred again',
    '2026-11-07 23:00',
    [...consented, made(), relayConsent],
    firstFollowUpNext,
  ],
  [
    'consent withdrawn before: not referred',
    '2026-11-07 23:00',
    [...consented, consent('withdrawn', 'relay')],
    firstFollowUpNext,
  ],
  [
    'consent withdrawn afterwards: the referral stays',
    '2026-11-07 23:00',
    [...consented, made(), consent('withdrawn', 'relay')],
    firstFollowUpNext,
  ],
  ['refused: not referred again', '2026-11-07 23:00', [...consented, refused()], firstFollowUpNext],
  [
    'refused, then consented again: referred again',
    '2026-11-07 23:00',
    [...consented, refused(), relayConsent],
    'refer 2',
  ],
  [
    'no licence: waits and is evaluated again in a week',
    '2026-11-05 12:00',
    consented,
    'wait referral 2026-11-12',
    null,
  ],
  ['a licence on its last day: referred', '2026-11-30 23:59', consented, 'refer 1', { expiresOn: '2026-11-30' }],
  ['an expired licence: waits', '2026-12-01 00:00', consented, 'wait referral 2026-12-08', { expiresOn: '2026-11-30' }],
  [
    'waits no longer than the consent is valid',
    '2027-11-03 12:00',
    [...consented, sent('first_follow_up', ['r1'], '2027-05-06', 2), sent('second_follow_up', ['r1'], '2027-11-04', 3)],
    'wait referral 2027-11-05',
    null,
  ],
  [
    'consent expired: the case closes',
    '2027-11-05 12:00',
    [...consented, sent('second_follow_up', ['r1'], '2027-11-04', 2)],
    'close story_told',
  ],
  [
    'just before the consent expires: referred',
    '2027-11-05 11:59',
    [...consented, sent('second_follow_up', ['r1'], '2027-11-04', 2)],
    'refer 1',
  ],
  [
    'waiting for a licence keeps the case open',
    '2027-05-06 18:00',
    [...consented, unsubscribed, suppressed],
    'wait referral 2027-05-13',
    null,
  ],
  ['the address is unusable: referred', '2026-11-05 12:00', [...consented, bounced], 'refer 1'],
  ['complained: referred', '2026-11-05 12:00', [...consented, complained], 'refer 1'],
  ['applied again: referred', '2026-11-05 12:00', [...consented, reapplied], 'refer 1'],
  ['hired: not referred', '2026-11-05 12:00', [...consented, hired], 'close hired'],
  [
    'consented after the case was closed: referred',
    '2027-12-01 12:00',
    [...invited, closed('story_told'), consent('granted', 'relay', '2027-12-01 12:00')],
    'refer 1',
  ],
  [
    'referred after the case was closed: nothing more to do',
    '2027-12-01 12:00',
    [...invited, closed('story_told'), consent('granted', 'relay', '2027-12-01 12:00'), made()],
    'none',
  ],
  [
    'consented before this rejection: the result mail goes first',
    '2026-11-05 12:30',
    [relayConsent, rejected('r1', '2026-11-05 12:00')],
    'wait rejection_mail 2026-11-05',
  ],
  [
    'consented before this rejection: referred after the result mail',
    '2026-11-05 13:00',
    [relayConsent, rejected('r1', '2026-11-05 12:00'), sent('rejection', ['r1'], '2026-11-05')],
    'refer 1',
  ],
  ['un-rejected before the referral: closes', '2026-11-06 12:00', [...consented, unrejection], 'close unrejected'],
  [
    'un-rejected after the referral: reversed',
    '2026-11-06 12:00',
    [...consented, made(), unrejection],
    'reverse_referral 1',
  ],
  ['reversed: closes', '2026-11-06 12:00', [...consented, made(), unrejection, reversed()], 'close unrejected'],
  [
    'un-rejected after closing: reversed',
    '2027-12-01 12:00',
    [...consented, made(), closed('story_told'), unrejection],
    'reverse_referral 1',
  ],
  [
    'one of two rejections un-rejected: the referral stays',
    '2026-11-09 12:00',
    [...consented, made(), r2, sent('rejection', ['r2'], '2026-11-09', 2), unrejection],
    'wait first_follow_up 2027-05-10',
  ],
  ['a duplicate: reversed', '2026-11-09 12:00', [...consented, made(), duplicated()], 'reverse_referral 1'],
  [
    'a duplicate of a superseded case: reversed',
    '2026-11-09 12:00',
    [...consented, made(), duplicated(), closed('superseded')],
    'reverse_referral 1',
  ],
  [
    'a reversed duplicate of a superseded case: nothing more to do',
    '2026-11-09 12:00',
    [...consented, made(), closed('superseded'), duplicated(), reversed()],
    'none',
  ],
  [
    'superseded before the referral: left to the other case',
    '2026-11-09 12:00',
    [...consented, closed('superseded')],
    'none',
  ],
  [
    'a reversed duplicate: another consent is needed',
    '2026-11-09 12:00',
    [...consented, made(), reversed()],
    firstFollowUpNext,
  ],
  [
    'a reversed duplicate, then consented again: referred again',
    '2026-11-09 12:00',
    [...consented, made(), reversed(), relayConsent],
    'refer 2',
  ],
  [
    'rejected again after the un-rejection: the same consent refers again',
    '2026-11-09 12:00',
    [
      ...consented,
      made(),
      unrejection,
      reversed(),
      closed('unrejected'),
      r2,
      sent('rejection', ['r2'], '2026-11-09', 2),
    ],
    'refer 2',
  ],
];

test('a company that tests an integration refers nobody', () => {
  const found = findStepAt('2026-11-07 23:00', consented, {
    licence: validLicence,
    settings: { mailProvider: 'sandbox' },
  });
  expect(formatStep(found)).toBe(firstFollowUpNext);
});

describe('the referral of a consenting candidate', () => {
  test.each(rows)('%s', (_name, at, facts, expected, licence = validLicence) =>
    expect(formatStep(findStepAt(at, facts, { licence }))).toBe(expected),
  );

  test('a reversal names the entry that it reverses', () =>
    expect(findStepAt('2026-11-06 12:00', [...consented, made(), unrejection])).toMatchObject({
      entryId: 'case-1:referral:1',
      reason: 'unrejected',
    }));

  test('a duplicate is reversed as one, even if the rejection was cancelled as well', () =>
    expect(findStepAt('2026-11-06 12:00', [...consented, made(), duplicated(), unrejection])).toMatchObject({
      reason: 'duplicate',
    }));
});
