import { tagId } from '@goen/contracts/public';
import type { Tag } from '@goen/contracts/workflow';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { jobCategories } from './job-categories.ts';
import { normalise, toLookupKey } from './normalise.ts';
import { orientations } from './orientations.ts';
import { prefectures } from './prefectures.ts';
import { maxFreeTagUnits, readTag, toTagIds } from './read-tag.ts';
import { skills } from './skills.ts';

const readId = (kind: Tag['kind'], value: string) => {
  const reading = readTag({ kind, value });
  return reading.kind === 'read' ? reading.id : reading.fault;
};

test.each([
  ['skill', ['TypeScript', 'タイプスクリプト', 'ＴＳ', 'typescript', ' type-script '], 'skill:typescript'],
  ['skill', ['経理', 'accounting', 'ACCOUNTING', '会計'], 'skill:accounting'],
  ['skill', ['Node.js', 'NodeJS', 'node js', 'ノード'], 'skill:nodejs'],
  ['skill', ['C++', 'Ｃ＋＋', 'シープラスプラス'], 'skill:cpp'],
  ['skill', ['C言語', 'C'], 'skill:c'],
  ['skill', ['C#'], 'skill:csharp'],
  ['region', ['東京都', '東京', 'Tokyo', 'Tōkyō', 'TOKYO-TO', '東京都渋谷区', '東京都府中市'], 'region:tokyo'],
  ['region', ['京都府', '京都', 'Kyoto', 'Kyoto Prefecture'], 'region:kyoto'],
  ['region', ['北海道', 'Hokkaido', 'Hokkaidō'], 'region:hokkaido'],
  ['region', ['大阪', 'Ōsaka', 'Osaka-fu'], 'region:osaka'],
  ['job_category', ['営業', 'Sales', 'セールス'], 'job_category:sales'],
  [
    'job_category',
    ['engineer', 'ソフトウェアエンジニア', 'プログラマ', 'プログラマー'],
    'job_category:software_engineer',
  ],
  ['orientation', ['リモート勤務', 'Remote', 'テレワーク'], 'orientation:remote'],
  ['orientation', ['副業', 'side job', 'side_job'], 'orientation:side_job'],
  ['skill', ['  量子  コンピューティング ', '量子 コンピューティング'], 'skill:=量子 コンピューティング'],
  ['job_category', ['忍者'], 'job_category:=忍者'],
  ['region', ['火星', '都', ''], 'unknown_region'],
  ['orientation', ['気分次第'], 'unknown_orientation'],
  ['skill', ['\u200B'], 'empty_tag'],
  ['skill', ['長'.repeat(maxFreeTagUnits + 1)], 'tag_too_long'],
] as const)('%s %j is %s', (kind, values, id) => {
  expect(values.map((value) => [value, readId(kind, value)])).toEqual(values.map((value) => [value, id]));
});

test.each([
  ['origin', ['本籍地：京都', '本 籍', '出生地', '国籍', 'Place of birth: Nagoya', '部落出身']],
  ['race_or_status', ['人種', '民族', '社会的身分', 'Ethnicity', 'race: x']],
  ['belief', ['思想・信条', '宗教', '信 仰', '支持政党', 'クリスチャン', 'Religious', 'Political views', 'MUSLIM']],
  ['union', ['労働組合', '労・働・組・合', '組合員', 'trade union', 'Labor-union member']],
  ['family', ['家族構成', '既婚', '独身', '子供あり', '配偶者', 'married', 'Single mother', 'has children']],
  ['health', ['障害者手帳', '発達障害', '病歴', 'うつ病', 'ＨＩＶ', 'Disability', 'medical history', '障\u200B害者']],
  ['pregnancy', ['妊娠中', '出産予定', 'Pregnant', 'maternity leave']],
  ['sex_life', ['性的指向', 'LGBT', 'レズビアン', 'gay', 'Sexual Orientation']],
  ['crime', ['前科', '犯罪歴', '逮捕歴', 'criminal record', 'ex-convict']],
])('%s must not be collected, whatever the kind of the tag', (subject, values) => {
  for (const kind of ['skill', 'region', 'orientation', 'job_category'] as const) {
    const readings = values.map((value) => [value, readTag({ kind, value })]);
    const refused = expect.objectContaining({ kind: 'sensitive', fault: 'sensitive_tag', subject }) as object;
    expect(readings).toEqual(values.map((value) => [value, refused]));
  }
});

test.each([
  ['skill', '障害対応'],
  ['skill', 'システム障害の切り分け'],
  ['skill', '障害福祉'],
  ['skill', 'union-find'],
  ['skill', 'trace analysis'],
  ['skill', '国際結婚式の企画'],
  ['skill', '中小企業診断士'],
  ['skill', '独身寮の運営'],
  ['skill', 'React Suspense'],
  ['job_category', '助産師'],
] as const)('%s %s is not sensitive', (kind, value) => {
  expect(readTag({ kind, value }).kind).toBe('read');
});

describe('the dictionaries', () => {
  const all = { skill: skills, job_category: jobCategories, orientation: orientations };

  test.each(Object.entries(all))('%s: ids are unique, and each entry is found by its own names', (kind, entries) => {
    const ids = entries.map(({ id }) => id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    expect(ids.filter((id) => !/^[a-z][a-z0-9_]*$/.test(id))).toEqual([]);
    const notFound = entries.flatMap(({ id, ja, en }) =>
      [ja, en].filter((name) => readId(kind as Tag['kind'], name) !== `${kind}:${id}`).map((name) => `${id} ${name}`),
    );
    expect(notFound).toEqual([]);
  });

  test('hold a few hundred skills and 47 prefectures', () => {
    expect(skills.length).toBeGreaterThan(250);
    expect(prefectures).toHaveLength(47);
  });

  test('neighbours are mutual', () => {
    const near = new Map(prefectures.map(({ id, neighbours }) => [id, neighbours]));
    const oneWay = prefectures.flatMap(({ id, neighbours }) => neighbours.filter((to) => !near.get(to)?.includes(id)));
    expect(oneWay).toEqual([]);
  });
});

const anyTag = fc.record({
  kind: fc.constantFrom('skill' as const, 'region' as const, 'orientation' as const, 'job_category' as const),
  value: fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 100 }),
    fc.constantFrom(...skills.flatMap(({ names }) => names)),
  ),
});

test('the reading of a text does not depend on width and case; ids are bounded', () => {
  fc.assert(
    fc.property(anyTag, (tag) => {
      const reading = readTag(tag);
      expect(normalise(normalise(tag.value))).toBe(normalise(tag.value));
      expect(toLookupKey(normalise(tag.value))).toBe(toLookupKey(tag.value));
      expect(readTag({ ...tag, value: normalise(tag.value) })).toEqual(reading);
      if (reading.kind === 'read') tagId.parse(reading.id);
    }),
    { numRuns: 2_000 },
  );
});

test('order and repetition of tags do not matter', () => {
  fc.assert(
    fc.property(fc.array(anyTag, { maxLength: 20 }), (tags) => {
      expect(toTagIds([...tags, ...tags].reverse())).toEqual(toTagIds(tags));
    }),
  );
});
