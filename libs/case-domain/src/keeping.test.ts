import { describe, expect, test } from 'vitest';
import { describeCase } from './describe-case.ts';
import {
  buildCase,
  type Circumstances,
  closed,
  consent,
  type FactDraft,
  fact,
  findStepAt,
  formatStep,
  keptByNotice,
  registered,
  rejected,
  sent,
  tokyo,
  unrejected,
  validLicence,
} from './testing/fixtures.ts';

const noBasis = { basis: null, notices: [], unconfirmed: false, statedAt: null };
const byConsent = { ...noBasis, basis: 'consent' as const };
const unconfirmed = { ...keptByNotice, notices: [], unconfirmed: true };
const twoNotices = {
  ...keptByNotice,
  notices: [
    ...keptByNotice.notices,
    { version: '2', text: '改訂', link: 'https://example.com/2', since: '2026-10-01' },
  ],
};

const r1 = rejected('r1', '2026-11-04 10:00');
const result = sent('rejection', ['r1'], '2026-11-05');
const keepAt = (at: string, facts: FactDraft[], circumstances: Circumstances) => {
  const { keeping, keepUntil } = describeCase(buildCase(facts, circumstances), tokyo(at));
  const notice = keeping.kind === 'kept' && keeping.notice ? ` ${keeping.notice.version}` : '';
  return `${keeping.kind}${notice} ${keepUntil}`;
};
const evidence = { method: 'page', textVersion: '1', textHash: 'x', locale: 'ja' } as const;
const renewed = fact('keeping.renewed', { until: '2028-12-04', evidence }, '2027-11-10 12:00');

describe('on what basis and until when details are kept', () => {
  test.each<[string, string, FactDraft[], Circumstances['settings'], string]>([
    [
      'a notice: 12 months and the time to answer',
      '2026-11-06 12:00',
      [r1, result],
      { keeping: keptByNotice },
      'kept 1 2027-12-04',
    ],
    [
      'the notice in force when the person applied',
      '2026-11-06 12:00',
      [rejected('r1', '2026-11-04 10:00', { appliedAt: '2026-09-30 12:00' })],
      { keeping: twoNotices },
      'kept 1 2027-12-04',
    ],
    [
      'a later one',
      '2026-11-06 12:00',
      [rejected('r1', '2026-11-04 10:00', { appliedAt: '2026-10-01 00:00' })],
      { keeping: twoNotices },
      'kept 2 2027-12-04',
    ],
    [
      'who applied before there was a notice was not told',
      '2026-11-06 12:00',
      [rejected('r1', '2026-11-04 10:00', { appliedAt: '2025-12-31 23:59' }), result],
      { keeping: keptByNotice },
      'result_only 2026-12-05',
    ],
    [
      'a later application counts',
      '2026-11-06 12:00',
      [
        rejected('r0', '2026-11-04 10:00', { appliedAt: '2025-12-31 12:00' }),
        rejected('r1', '2026-11-05 10:00', { appliedAt: '2026-10-20 12:00' }),
      ],
      { keeping: keptByNotice },
      'kept 1 2027-12-05',
    ],
    [
      'no basis: 30 days after the result',
      '2026-11-06 12:00',
      [r1, result],
      { keeping: noBasis },
      'result_only 2026-12-05',
    ],
    ['no basis, and the result is still to come', '2026-11-04 10:10', [r1], { keeping: noBasis }, 'result_only null'],
    [
      'no basis, and there is no result',
      '2026-11-06 12:00',
      [rejected('r1', '2026-11-04 10:00', { silent: 'no_address' })],
      { keeping: noBasis },
      'result_only 2026-12-04',
    ],
    [
      'no basis, and taken back',
      '2026-11-06 12:00',
      [r1, unrejected('r1', '2026-11-05 09:00')],
      { keeping: noBasis },
      'result_only 2026-12-04',
    ],
    ['consent, not given', '2026-11-06 12:00', [r1, result], { keeping: byConsent }, 'result_only 2026-12-05'],
    [
      'consent to follow-ups',
      '2026-11-06 12:00',
      [r1, result, consent('granted', 'follow_up')],
      { keeping: byConsent },
      'kept 2027-12-04',
    ],
    [
      'consent to the relay',
      '2026-11-06 12:00',
      [r1, result, consent('granted', 'relay')],
      { keeping: byConsent },
      'kept 2027-12-04',
    ],
    [
      'consent to the relay that lapsed before the date that was shown',
      '2027-11-06 12:00',
      [r1, result, consent('granted', 'relay')],
      { keeping: byConsent },
      'kept 2027-12-04',
    ],
    [
      'consent to the relay that lapsed, and a renewal',
      '2028-01-10 12:00',
      [r1, result, consent('granted', 'relay'), renewed],
      { keeping: byConsent },
      'kept 2028-12-04',
    ],
    [
      'a registration whose consent lapsed',
      '2027-11-06 12:00',
      [registered('2026-11-05 10:00'), consent('granted', 'relay'), r1],
      { keeping: noBasis },
      'kept 2027-12-04',
    ],
    [
      'consent withdrawn',
      '2027-01-20 12:00',
      [r1, result, consent('granted', 'relay'), consent('withdrawn', 'relay', '2027-01-15 12:00')],
      { keeping: byConsent },
      'result_only 2027-02-14',
    ],
    [
      'a relay consent that lasts longer',
      '2027-11-06 12:00',
      [r1, result, consent('granted', 'relay', '2027-10-20 12:00')],
      { keeping: keptByNotice },
      'kept 1 2028-10-20',
    ],
    ['not confirmed: nobody is erased', '2029-11-06 12:00', [r1, result], { keeping: unconfirmed }, 'unconfirmed null'],
    [
      'confirmed late: 30 days to notice a mistake',
      '2029-11-06 12:00',
      [r1, result],
      { keeping: { ...keptByNotice, statedAt: '2029-11-01T03:00:00.000Z' } },
      'kept 1 2029-12-01',
    ],
    [
      'given up: 30 days to notice a mistake',
      '2029-11-06 12:00',
      [r1, result],
      { keeping: { ...noBasis, statedAt: '2029-11-01T03:00:00.000Z' } },
      'result_only 2029-12-01',
    ],
    [
      'reported late: from the report on',
      '2026-11-06 12:00',
      [rejected('r1', '2024-02-01 10:00', { acceptedAt: '2026-11-04 10:00', appliedAt: '2026-01-02 10:00' })],
      { keeping: keptByNotice },
      'kept 1 2027-12-04',
    ],
    [
      'the 12-month mail left late',
      '2027-12-02 12:00',
      [r1, result, sent('second_follow_up', ['r1'], '2027-12-01', 2)],
      { keeping: keptByNotice },
      'kept 1 2027-12-31',
    ],
    ['renewed', '2027-11-12 12:00', [r1, result, renewed], { keeping: keptByNotice }, 'kept 1 2028-12-04'],
    [
      'months of the company',
      '2026-11-06 12:00',
      [r1, result],
      { keeping: keptByNotice, secondFollowUpMonths: 24 },
      'kept 1 2028-12-04',
    ],
  ])('%s', (_what, at, facts, settings, expected) => {
    expect(keepAt(at, facts, settings ? { settings } : {})).toBe(expected);
  });
});

describe('without a basis the candidate gets the result and nothing else', () => {
  const settings = { keeping: noBasis };
  test.each<[string, string, FactDraft[], string]>([
    ['the plain result', '2026-11-04 11:20', [r1], 'rejection r1'],
    ['no reminder and no follow-up', '2026-11-06 12:00', [r1, result], 'wait erasure 2026-12-05'],
    [
      'no referral, though they consented',
      '2026-11-06 12:00',
      [r1, result, consent('granted', 'relay')],
      'wait erasure 2026-12-05',
    ],
    ['erased 30 days later', '2026-12-05 00:00', [r1, result], 'erase'],
    [
      'and closed',
      '2026-12-05 00:01',
      [r1, result, fact('erasure.done', { because: 'kept_no_longer' })],
      'close erased',
    ],
    [
      'a candidate without mails is erased, too',
      '2026-12-04 00:00',
      [rejected('r1', '2026-11-04 10:00', { silent: 'private' }), closed('without_mail')],
      'erase',
    ],
  ])('%s', (_what, at, facts, expected) => {
    expect(formatStep(findStepAt(at, facts, { settings, licence: validLicence }))).toBe(expected);
  });

  test('they are no candidate who may be mailed', () =>
    expect(describeCase(buildCase([r1, result], { settings }), tokyo('2026-11-06 12:00')).mayBeMailed).toBe(false));
});

test.each<[string, FactDraft[], string]>([
  ['the result may ask for the consent', [r1], 'rejection_relay r1'],
  ['and so may the reminder', [r1, sent('rejection_relay', ['r1'], '2026-11-05')], 'wait relay_reminder 2026-11-12'],
])('a company that keeps people by consent: %s', (_what, facts, expected) =>
  expect(formatStep(findStepAt('2026-11-05 12:00', facts, { settings: { keeping: byConsent } }))).toBe(expected),
);

test.each([
  ['an earlier case', [r1, result, closed('story_told')], { isCurrent: false }],
  ['a superseded case', [r1, result, closed('superseded')], {}],
  ['an unconfirmed basis', [r1, result, closed('story_told')], { settings: { keeping: unconfirmed } }],
])('%s erases nobody', (_what, facts, circumstances) =>
  expect(
    formatStep(findStepAt('2030-01-07 12:00', facts, { settings: { keeping: keptByNotice }, ...circumstances })),
  ).toBe('none'),
);
