import type { Fact } from '@goen/contracts/workflow';
import { expect, test } from 'vitest';
import { findCountedReferrals, findDuplicateReferrals, isPersonReferred } from './person-referrals.ts';
import { buildCase, type FactDraft, fact, rejected, unrejected } from './testing/fixtures.ts';

const made = (at: string, n = 1) => fact('referral.made', { n, entryId: `entry-${n}` }, `${at} 12:00`);
/** Facts of several cases, in the order in which they were written. */
const told = (...drafts: [caseId: string, draft: FactDraft][]): Fact[] =>
  buildCase(drafts.map(([, draft]) => draft)).facts.map((one, nth) => ({ ...one, caseId: drafts[nth]?.[0] ?? '' }));
const casesOf = (facts: readonly Fact[]) => facts.map(({ caseId }) => caseId);

test.each<[string, [string, FactDraft][], string[]]>([
  ['one point is none too many', [['a', made('2026-11-04')]], []],
  [
    'the later of two is the duplicate',
    [
      ['a', made('2026-11-04')],
      ['b', made('2026-12-01')],
    ],
    ['b'],
  ],
  [
    'also where it was written first',
    [
      ['a', made('2026-12-01')],
      ['b', made('2026-11-04')],
    ],
    ['a'],
  ],
  [
    'a day before twelve months are over',
    [
      ['a', made('2026-11-04')],
      ['b', made('2027-11-03')],
    ],
    ['b'],
  ],
  [
    'after twelve months another was earned',
    [
      ['a', made('2026-11-04')],
      ['b', made('2027-11-04')],
    ],
    [],
  ],
  [
    'what was taken back makes nothing a duplicate',
    [
      ['a', made('2026-11-04')],
      ['b', made('2026-12-01')],
      ['a', fact('referral.reversed', { n: 1, entryId: 'r' })],
    ],
    [],
  ],
  [
    'what is known to be one is not found again',
    [
      ['a', made('2026-11-04')],
      ['b', made('2026-12-01')],
      ['b', fact('referral.duplicated', { n: 1 })],
    ],
    [],
  ],
  [
    'a duplicate makes no other one',
    [
      ['a', made('2026-11-04')],
      ['b', made('2027-06-01')],
      ['c', made('2027-12-01')],
    ],
    ['b'],
  ],
])('%s', (_what, drafts, expected) => expect(casesOf(findDuplicateReferrals(told(...drafts)))).toEqual(expected));

test('a point stands until it is reversed or found to be a duplicate; the count is of each case', () => {
  const two: [string, FactDraft][] = [
    ['a', made('2026-11-04')],
    ['b', made('2026-12-01')],
  ];
  expect(casesOf(findCountedReferrals(told(...two)))).toEqual(['a', 'b']);
  expect(casesOf(findCountedReferrals(told(...two, ['a', fact('referral.reversed', { n: 1, entryId: 'r' })])))).toEqual(
    ['b'],
  );
  expect(casesOf(findCountedReferrals(told(...two, ['b', fact('referral.duplicated', { n: 1 })])))).toEqual(['a']);
});

test('what was before an erasure stands no more', () =>
  expect(findCountedReferrals(told(['a', made('2026-11-04')], ['a', fact('erasure.done', {})]))).toEqual([]));

test('a person is referred while a point stands, and a rejection of any case that it stands on', () => {
  const story: [string, FactDraft][] = [
    ['a', rejected('r1', '2026-11-01 10:00')],
    ['b', rejected('r2', '2026-11-02 10:00')],
    ['a', made('2026-11-04')],
  ];
  const undone: [string, FactDraft][] = [
    ['a', unrejected('r1', '2026-11-05 10:00')],
    ['b', unrejected('r2', '2026-11-05 10:00')],
  ];
  expect(isPersonReferred(told(...story))).toBe(true);
  expect(isPersonReferred(told(...story.slice(0, 2)))).toBe(false);
  expect(isPersonReferred(told(...story, ...undone.slice(0, 1)))).toBe(true);
  // At once: taking the point back in the ledger may take its time.
  expect(isPersonReferred(told(...story, ...undone))).toBe(false);
});
