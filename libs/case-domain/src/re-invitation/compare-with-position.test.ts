import { expect, test } from 'vitest';
import { toTagIds } from '../tags/index.ts';
import { compareWithPosition } from './compare-with-position.ts';
import { classifyReason } from './reason-class.ts';

const position = {
  required: ['skill:typescript'],
  desired: ['skill:go', 'job_category:engineer'],
  regions: ['region:tokyo'],
  remote: false,
  minYears: 3,
  maxYears: null,
};
const compare = (
  skills: readonly string[],
  regions: readonly string[] = [],
  experience: readonly [number, number | null] | null = null,
) =>
  compareWithPosition(
    {
      tags: toTagIds([
        ...skills.map((value) => ({ kind: 'skill' as const, value })),
        ...regions.map((value) => ({ kind: 'region' as const, value })),
      ]),
      experience: experience && { from: experience[0], to: experience[1] },
    },
    position,
  );

test('any name of a skill counts, and nothing is added up', () => {
  const fit = compare(['ＴＳ', 'golang']);
  expect(fit.requirements).toEqual([
    { tag: 'skill:typescript', need: 'required', met: true },
    { tag: 'skill:go', need: 'desired', met: true },
    { tag: 'job_category:engineer', need: 'desired', met: false },
  ]);
  expect(Object.values(fit).every((value) => typeof value !== 'number')).toBe(true);
});

test.each([
  [['東京'], 'same'],
  [['埼玉県'], 'neighbour'],
  [['Osaka'], 'elsewhere'],
  [[], 'unknown'],
])('who lives in %j is %s', (regions, expected) => {
  expect(compare([], regions).region).toBe(expected);
});

test.each([
  [[3, 5], true],
  [[1, 3], false],
  [[10, null], true],
  [null, null],
] as const)('%j years of three', (band, expected) => {
  expect(compare([], [], band).experience).toBe(expected);
});

test.each([
  ['スキル不足', 'skills'],
  ['技術課題が基準に届かず', 'skills'],
  ['経験年数が要件に満たない', 'experience'],
  ['マネジメント経験不足', 'experience'],
  ['希望年収が合わない', 'conditions'],
  ['勤務地の条件', 'conditions'],
  ['カルチャーフィット', 'culture'],
  ['他候補者に決定', 'position_filled'],
  ['採用枠が充足', 'position_filled'],
  ['入社時期が合わない', 'timing'],
  ['Position has been filled', 'position_filled'],
  ['Not enough experience', 'experience'],
  ['Salary expectations', 'conditions'],
  ['ｽｷﾙ不足', 'skills'],
  ['総合的判断', 'other'],
  ['', 'none'],
  [null, 'none'],
])('the reason %j is of the class %s', (reason, expected) => {
  expect(classifyReason(reason)).toBe(expected);
});

test('the company’s own list says what a reason counts as, before its words do', () => {
  const list = [{ reason: '時期不一致（再応募不可）', class: 'never_again' }] as const;
  expect([' 時期不一致(再応募不可)', '時期不一致'].map((reason) => classifyReason(reason, list))).toEqual([
    'never_again',
    'timing',
  ]);
});
