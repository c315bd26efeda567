import { describe, expect, test } from 'vitest';
import { describeCase } from './describe-case.ts';
import {
  approved,
  bounced,
  buildCase,
  type Circumstances,
  closed,
  consent,
  type FactDraft,
  fact,
  findStepAt,
  formatStep,
  held,
  hired,
  keptByNotice,
  reapplied,
  rejected,
  sent,
  skipped,
  suppressed,
  tokyo,
  unsubscribed,
} from './testing/fixtures.ts';

const evidence = { method: 'page', textVersion: '1', textHash: 'x', locale: 'ja' } as const;
const renewed = fact('keeping.renewed', { until: '2028-12-04', evidence }, '2027-11-10 12:00');
/** Kept until 4 December 2027, a Saturday. */
const answered = [
  rejected('r1', '2026-11-04 10:00'),
  sent('rejection', ['r1'], '2026-11-05'),
  sent('first_follow_up', ['r1'], '2027-05-06', 2),
];
const asked = [...answered, sent('second_follow_up', ['r1'], '2027-11-04', 3)];
const noticed = [...asked, sent('keeping_notice', ['r1'], '2027-11-19', 4)];
const told = [...noticed, sent('erasure_notice', ['r1'], '2027-12-06', 5)];
const settings = { keeping: keptByNotice, takesPartInRelay: false };

test.each<[string, string, FactDraft[], Circumstances, string]>([
  ['the 12-month mail asks first', '2027-10-01 12:00', answered, {}, 'wait second_follow_up 2027-11-04'],
  [
    'then the notice, 14 days before or on the sending day before that',
    '2027-11-04 17:59',
    asked,
    {},
    'wait keeping_notice 2027-11-19',
  ],
  ['the notice', '2027-11-19 17:00', asked, {}, 'wait keeping_notice 2027-11-22'],
  ['one notice', '2027-11-22 12:00', noticed, {}, 'wait erasure_notice 2027-12-06'],
  ['the last mail, in the sending window after keep_until', '2027-12-06 17:59', noticed, {}, 'erasure_notice r1'],
  ['the erasure', '2027-12-06 18:00', told, {}, 'erase'],
  ['a yes renews for 12 months', '2027-11-10 12:01', [...asked, renewed], {}, 'wait keeping_notice 2028-11-20'],
  ['and the notice comes again', '2028-11-20 17:59', [...noticed, renewed], {}, 'keeping_notice r1'],
  ['a yes after the notice', '2027-11-25 12:00', [...noticed, renewed], {}, 'wait keeping_notice 2028-11-20'],
  [
    'follow-ups declined: the notice alone asks',
    '2027-10-01 12:00',
    [...answered, consent('declined', 'follow_up')],
    {},
    'wait consent 2027-11-04',
  ],
  [
    'declined, then the notice',
    '2027-11-08 12:00',
    [...answered, consent('declined', 'follow_up')],
    {},
    'wait keeping_notice 2027-11-19',
  ],
  [
    'a late notice gives the whole time to answer',
    '2027-12-06 12:00',
    [...asked, sent('keeping_notice', ['r1'], '2027-12-01', 4)],
    {},
    'wait erasure_notice 2027-12-15',
  ],
  [
    'a notice that was cancelled',
    '2027-11-22 12:00',
    [...asked, skipped('keeping_notice', ['r1'], 'cancelled', '2027-11-19', 4)],
    {},
    'wait erasure_notice 2027-12-06',
  ],
  [
    'a last mail that was cancelled',
    '2027-12-06 12:00',
    [...noticed, skipped('erasure_notice', ['r1'], 'cancelled', '2027-12-06', 5)],
    {},
    'erase',
  ],
  [
    'a last mail that was cancelled before its time',
    '2027-11-22 12:00',
    [...noticed, skipped('erasure_notice', ['r1'], 'cancelled', '2027-11-20', 5)],
    {},
    'wait erasure 2027-12-04',
  ],
  [
    'a notice that left on the last day',
    '2027-12-04 12:00',
    [...asked, sent('keeping_notice', ['r1'], '2027-12-04', 4)],
    {},
    'wait erasure_notice 2027-12-20',
  ],
  [
    'a notice that was cancelled before the person applied again',
    '2028-06-10 12:00',
    [
      ...asked,
      skipped('keeping_notice', ['r1'], 'cancelled', '2027-11-19', 4),
      rejected('r2', '2027-11-25 10:00'),
      sent('rejection', ['r2'], '2027-11-26', 5),
      sent('first_follow_up', ['r2'], '2028-05-25', 6),
      sent('second_follow_up', ['r2'], '2028-06-09', 7),
    ],
    {},
    'wait keeping_notice 2028-12-11',
  ],
  [
    'a last mail that was given up before an erasure',
    '2028-12-19 12:00',
    [
      ...noticed,
      skipped('erasure_notice', ['r1'], 'suppressed', '2027-12-06', 5),
      fact('erasure.done', {}),
      rejected('r2', '2027-12-06 10:00'),
      sent('rejection', ['r2'], '2027-12-07', 6),
      sent('first_follow_up', ['r2'], '2028-06-06', 7),
      sent('second_follow_up', ['r2'], '2028-12-06', 8),
      sent('keeping_notice', ['r2'], '2028-12-22', 9),
    ],
    {},
    'wait erasure_notice 2029-01-05',
  ],
  [
    'after a pause the notice alone asks',
    '2027-11-10 12:00',
    [...answered, fact('case.paused', { until: '2028-01-10' })],
    {},
    'wait erasure 2028-01-03',
  ],
  [
    'what waits for an approval does not keep the details for ever',
    '2028-01-03 00:00',
    asked,
    { settings: { approval: 'required' } },
    'erase',
  ],
  [
    'nor does a hold',
    '2027-12-10 12:00',
    [...asked, held('keeping_notice', ['r1'], '2027-11-19 09:00')],
    {},
    'wait keeping_notice 2027-12-17',
  ],
  [
    'an approved notice leaves on time',
    '2027-11-19 14:59',
    [...asked, approved('keeping_notice', ['r1'], '2027-11-18 12:00')],
    { settings: { approval: 'required' } },
    'keeping_notice r1',
  ],
])('%s', (_what, at, facts, { settings: more, ...circumstances }, expected) =>
  expect(formatStep(findStepAt(at, facts, { settings: { ...settings, ...more }, ...circumstances }))).toBe(expected),
);

describe('who wants no mail, or cannot be reached, is erased without one', () => {
  test.each<[string, FactDraft[], Circumstances]>([
    ['unsubscribed', [...answered, unsubscribed, suppressed, closed('unsubscribed')], {}],
    ['unreachable', [...answered, bounced, closed('address_unusable')], {}],
    ['applied again', [...answered, reapplied, closed('reapplied')], {}],
    ['hired', [...answered, hired, closed('hired')], {}],
    ['the address is of another', answered, { addressState: 'of_another' }],
  ])('%s', (_what, facts, circumstances) => {
    const stepAt = (at: string) => formatStep(findStepAt(at, facts, { settings, ...circumstances }));
    expect(stepAt('2027-12-03 23:59')).toMatch(/^(none|close)/);
    expect(stepAt('2027-12-04 00:00')).toBe('erase');
    const input = buildCase(facts, { settings, ...circumstances });
    expect(describeCase(input, tokyo('2027-10-01 12:00'))).toMatchObject({ isToldOfErasure: false });
  });

  test('who can be told is told', () => {
    const input = buildCase([...answered, consent('declined', 'follow_up')], { settings });
    expect(describeCase(input, tokyo('2027-10-01 12:00'))).toMatchObject({ isToldOfErasure: true });
  });
});

describe('after a notice nobody is erased before the time to answer is over', () => {
  const lateNotice = [...asked, sent('keeping_notice', ['r1'], '2027-12-01', 4)];
  test.each<[string, FactDraft[], Circumstances]>([
    ['unsubscribed', [...lateNotice, unsubscribed, suppressed, closed('unsubscribed')], {}],
    ['unreachable', [...lateNotice, bounced, closed('address_unusable')], {}],
    ['the address is of another', lateNotice, { addressState: 'of_another' }],
  ])('%s', (_what, facts, circumstances) => {
    const stepAt = (at: string) => formatStep(findStepAt(at, facts, { settings, ...circumstances }));
    expect(stepAt('2027-12-14 23:59')).toMatch(/^(none|close|wait)/);
    expect(stepAt('2027-12-15 00:00')).toBe('erase');
  });
});

test('a last mail that waits for an approval is shown, not the follow-up that a member holds back', () => {
  const facts = [
    ...answered,
    held('second_follow_up', ['r1'], '2027-11-01 09:00'),
    sent('keeping_notice', ['r1'], '2027-11-19', 3),
  ];
  const input = buildCase(facts, { settings: { ...settings, approval: 'required' } });
  expect(describeCase(input, tokyo('2027-11-22 12:00')).mail).toMatchObject({
    mail: 'second_follow_up',
    approval: 'held',
  });
  expect(describeCase(input, tokyo('2027-12-07 12:00')).mail).toMatchObject({
    mail: 'erasure_notice',
    approval: 'awaiting',
  });
});
