import type { Fact } from '@goen/contracts/workflow';
import { expect, test } from 'vitest';
import { findCountedReferrals, findDuplicateReferrals, isPersonReferred } from './person-referrals.ts';
import { buildCase, type FactDraft, fact, rejected, unrejected } from './testing/fixtures.ts';

const made = (at: string, n = 1) => fact('referral.made', { n, entryId: `entry-${n}` }, `${at} 12:00`);
/** Facts of several cases, in the order in which they were recorded. */
const buildFacts = (...drafts: [caseId: string, draft: FactDraft][]): Fact[] =>
  buildCase(drafts.map(([, draft]) => draft)).facts.map((draft, index) => ({
    ...draft,
    caseId: drafts[index]?.[0] ?? '',
  }));
const toCaseIds = (facts: readonly Fact[]) => facts.map(({ caseId }) => caseId);

test.each<[string, [string, FactDraft][], string[]]>([
  ['a single referral is not a duplicate', [['a', made('2026-11-04')]], []],
  [
    'the later of two is the duplicate',
    [
      ['a', made('2026-11-04')],
      ['b', made('2026-12-01')],
    ],
    ['b'],
  ],
  [
    'the later one is the duplicate even if recorded first',
    [
      ['a', made('2026-12-01')],
      ['b', made('2026-11-04')],
    ],
    ['a'],
  ],
  [
    'a day before twelve months have passed',
    [
      ['a', made('2026-11-04')],
      ['b', made('2027-11-03')],
    ],
    ['b'],
  ],
  [
    'after twelve months it is not a duplicate',
    [
      ['a', made('2026-11-04')],
      ['b', made('2027-11-04')],
    ],
    [],
  ],
  [
    'a reversed referral makes no other one a duplicate',
    [
      ['a', made('2026-11-04')],
      ['b', made('2026-12-01')],
      ['a', fact('referral.reversed', { n: 1, entryId: 'r' })],
    ],
    [],
  ],
  [
    'a known duplicate is not found again',
    [
      ['a', made('2026-11-04')],
      ['b', made('2026-12-01')],
      ['b', fact('referral.duplicated', { n: 1 })],
    ],
    [],
  ],
  [
    'a duplicate makes no other one a duplicate',
    [
      ['a', made('2026-11-04')],
      ['b', made('2027-06-01')],
      ['c', made('2027-12-01')],
    ],
    ['b'],
  ],
])('%s', (_name, drafts, expected) =>
  expect(toCaseIds(findDuplicateReferrals(buildFacts(...drafts)))).toEqual(expected),
);

test('a referral counts until it is reversed or marked as a duplicate; its number is unique per case', () => {
  const two: [string, FactDraft][] = [
    ['a', made('2026-11-04')],
    ['b', made('2026-12-01')],
  ];
  expect(toCaseIds(findCountedReferrals(buildFacts(...two)))).toEqual(['a', 'b']);
  expect(
    toCaseIds(findCountedReferrals(buildFacts(...two, ['a', fact('referral.reversed', { n: 1, entryId: 'r' })]))),
  ).toEqual(['b']);
  expect(toCaseIds(findCountedReferrals(buildFacts(...two, ['b', fact('referral.duplicated', { n: 1 })])))).toEqual([
    'a',
  ]);
});

test('referrals from before an erasure do not count', () =>
  expect(findCountedReferrals(buildFacts(['a', made('2026-11-04')], ['a', fact('erasure.done', {})]))).toEqual([]));

test('a person is referred while a referral counts and any of their cases has a live rejection', () => {
  const referredCase: [string, FactDraft][] = [
    ['a', rejected('r1', '2026-11-01 10:00')],
    ['b', rejected('r2', '2026-11-02 10:00')],
    ['a', made('2026-11-04')],
  ];
  const unrejections: [string, FactDraft][] = [
    ['a', unrejected('r1', '2026-11-05 10:00')],
    ['b', unrejected('r2', '2026-11-05 10:00')],
  ];
  expect(isPersonReferred(buildFacts(...referredCase))).toBe(true);
  expect(isPersonReferred(buildFacts(...referredCase.slice(0, 2)))).toBe(false);
  expect(isPersonReferred(buildFacts(...referredCase, ...unrejections.slice(0, 1)))).toBe(true);
  // Immediately, even before the ledger has reversed the point.
  expect(isPersonReferred(buildFacts(...referredCase, ...unrejections))).toBe(false);
});
