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
const yes = consent('granted', 'relay', '2026-11-05 12:00');
const agreed = [...invited, yes];
const made = (n = 1) => fact('referral.made', { n, entryId: `case-1:referral:${n}` });
const refused = (n = 1) => fact('referral.refused', { n, reason: 'already_referred' });
const reversed = (n = 1) => fact('referral.reversed', { n, entryId: `case-1:referral:${n}` });
const duplicated = (n = 1) => fact('referral.duplicated', { n });
const undone = unrejected('r1', '2026-11-06 12:00');
const r2 = rejected('r2', '2026-11-09 10:00');
const toldSix = 'wait first_follow_up 2027-05-06';

type Row = [what: string, at: string, facts: FactDraft[], expected: string, licence?: Circumstances['licence']];
const rows: Row[] = [
  ['agreed while the result still waits: at once', '2026-11-04 10:30', [r1, yes], 'refer 1'],
  [
    'agreed before, and no result can reach the address',
    '2026-11-05 12:30',
    [yes, bounced, rejected('r1', '2026-11-05 12:00')],
    'refer 1',
  ],
  ['at once, at any hour', '2026-11-07 23:00', agreed, 'refer 1'],
  ['once', '2026-11-07 23:00', [...agreed, made()], toldSix],
  ['consented again while the point stands: nothing more', '2026-11-07 23:00', [...agreed, made(), yes], toldSix],
  ['withdrawn before', '2026-11-07 23:00', [...agreed, consent('withdrawn', 'relay')], toldSix],
  [
    'withdrawn afterwards: the point stands',
    '2026-11-07 23:00',
    [...agreed, made(), consent('withdrawn', 'relay')],
    toldSix,
  ],
  ['refused: not again', '2026-11-07 23:00', [...agreed, refused()], toldSix],
  ['refused and consented again', '2026-11-07 23:00', [...agreed, refused(), yes], 'refer 2'],
  ['no licence: waits and looks again in a week', '2026-11-05 12:00', agreed, 'wait referral 2026-11-12', null],
  ['a licence on its last day', '2026-11-30 23:59', agreed, 'refer 1', { expiresOn: '2026-11-30' }],
  ['a licence that is over', '2026-12-01 00:00', agreed, 'wait referral 2026-12-08', { expiresOn: '2026-11-30' }],
  [
    'the consent lapses while it waits',
    '2027-11-03 12:00',
    [...agreed, sent('first_follow_up', ['r1'], '2027-05-06', 2), sent('second_follow_up', ['r1'], '2027-11-04', 3)],
    'wait referral 2027-11-05',
    null,
  ],
  [
    'lapsed: the story is told',
    '2027-11-05 12:00',
    [...agreed, sent('second_follow_up', ['r1'], '2027-11-04', 2)],
    'close story_told',
  ],
  [
    'the last moment before',
    '2027-11-05 11:59',
    [...agreed, sent('second_follow_up', ['r1'], '2027-11-04', 2)],
    'refer 1',
  ],
  [
    'waiting keeps the case open',
    '2027-05-06 18:00',
    [...agreed, unsubscribed, suppressed],
    'wait referral 2027-05-13',
    null,
  ],
  ['the address is unusable', '2026-11-05 12:00', [...agreed, bounced], 'refer 1'],
  ['complained', '2026-11-05 12:00', [...agreed, complained], 'refer 1'],
  ['applied again: the consent stands', '2026-11-05 12:00', [...agreed, reapplied], 'refer 1'],
  ['hired', '2026-11-05 12:00', [...agreed, hired], 'close hired'],
  [
    'agreed after the case was closed',
    '2027-12-01 12:00',
    [...invited, closed('story_told'), consent('granted', 'relay', '2027-12-01 12:00')],
    'refer 1',
  ],
  [
    'and then nothing',
    '2027-12-01 12:00',
    [...invited, closed('story_told'), consent('granted', 'relay', '2027-12-01 12:00'), made()],
    'none',
  ],
  [
    'agreed before this rejection: first the result',
    '2026-11-05 12:30',
    [yes, rejected('r1', '2026-11-05 12:00')],
    'wait rejection_mail 2026-11-05',
  ],
  [
    'and then the referral',
    '2026-11-05 13:00',
    [yes, rejected('r1', '2026-11-05 12:00'), sent('rejection', ['r1'], '2026-11-05')],
    'refer 1',
  ],
  ['un-rejected before it was made', '2026-11-06 12:00', [...agreed, undone], 'close unrejected'],
  ['un-rejected afterwards: taken back', '2026-11-06 12:00', [...agreed, made(), undone], 'reverse_referral 1'],
  ['then closed', '2026-11-06 12:00', [...agreed, made(), undone, reversed()], 'close unrejected'],
  [
    'un-rejected after closing: taken back too',
    '2027-12-01 12:00',
    [...agreed, made(), closed('story_told'), undone],
    'reverse_referral 1',
  ],
  [
    'one of two un-rejected: it stands',
    '2026-11-09 12:00',
    [...agreed, made(), r2, sent('rejection', ['r2'], '2026-11-09', 2), undone],
    'wait first_follow_up 2027-05-10',
  ],
  ['found to be a duplicate: taken back', '2026-11-09 12:00', [...agreed, made(), duplicated()], 'reverse_referral 1'],
  [
    'found to be a duplicate once the case was superseded: taken back too',
    '2026-11-09 12:00',
    [...agreed, made(), duplicated(), closed('superseded')],
    'reverse_referral 1',
  ],
  [
    'a duplicate of a superseded case was taken back: nothing more',
    '2026-11-09 12:00',
    [...agreed, made(), closed('superseded'), duplicated(), reversed()],
    'none',
  ],
  [
    'superseded before it was referred: the other case refers',
    '2026-11-09 12:00',
    [...agreed, closed('superseded')],
    'none',
  ],
  ['a duplicate was taken back: another yes is needed', '2026-11-09 12:00', [...agreed, made(), reversed()], toldSix],
  ['another yes', '2026-11-09 12:00', [...agreed, made(), reversed(), yes], 'refer 2'],
  [
    'rejected again after the un-rejection: the yes still stands',
    '2026-11-09 12:00',
    [...agreed, made(), undone, reversed(), closed('unrejected'), r2, sent('rejection', ['r2'], '2026-11-09', 2)],
    'refer 2',
  ],
];

describe('a consenting candidate is referred', () => {
  test.each(rows)('%s', (_what, at, facts, expected, licence = validLicence) =>
    expect(formatStep(findStepAt(at, facts, { licence }))).toBe(expected),
  );

  test('a reversal names the entry that it reverses', () =>
    expect(findStepAt('2026-11-06 12:00', [...agreed, made(), undone])).toMatchObject({
      entryId: 'case-1:referral:1',
      reason: 'unrejected',
    }));

  test('a duplicate says that it is one, also when the rejection was taken back as well', () =>
    expect(findStepAt('2026-11-06 12:00', [...agreed, made(), duplicated(), undone])).toMatchObject({
      reason: 'duplicate',
    }));
});
