import { toComparisonKey } from '@goen/contracts/text';
import type { SensitiveSubject } from '@goen/contracts/workflow';
import { expect, test } from 'vitest';
import { jobCategories } from './job-categories.ts';
import { orientations } from './orientations.ts';
import { isOverrulable, isOverruled, readTag, toTagIds } from './read-tag.ts';
import { findSensitiveSubject } from './sensitive-subjects.ts';
import { skills } from './skills.ts';
import { realNames } from './testing/real-names.ts';

const listFound = (names: readonly string[]) => names.filter((name) => findSensitiveSubject(name) !== null);

test('no name in the dictionaries is sensitive, even by itself', () => {
  const names = [...skills, ...jobCategories, ...orientations].flatMap((entry) => entry.names);
  expect(names.length).toBeGreaterThan(1_000);
  expect(listFound(names)).toEqual([]);
});

test('no real name of a skill, qualification or job is sensitive', () => {
  expect(realNames.length).toBeGreaterThan(300);
  expect(listFound(realNames)).toEqual([]);
});

const personal: Readonly<Record<SensitiveSubject, readonly string[]>> = {
  origin: ['国籍', '外国籍', '国籍：ブラジル', '戸籍', '同和地区', 'nationality', 'citizenship: Japan', '出身地は奈良'],
  race_or_status: [
    '人種',
    '少数民族',
    'アイヌ',
    'ハーフ',
    '在日韓国人',
    'race',
    'race: white',
    'ethnicity',
    'tribe',
    'caste',
  ],
  belief: [
    '宗教',
    '宗教：仏教',
    '創価学会員',
    '学会員',
    '思想信条',
    '政治思想',
    'ムスリム',
    'catholic',
    'Islam',
    'faith',
    'jewish',
  ],
  union: ['労働組合', '労組役員', '労働組合活動', '学生運動', 'ストライキ参加', 'trade union', 'union activist'],
  family: [
    '家族',
    '家族あり',
    '配偶者あり',
    '離婚歴あり',
    '独身',
    '扶養家族',
    '結婚している',
    'orphan',
    'spouse',
    'divorced',
    'single mother',
  ],
  health: [
    '疾患',
    '精神疾患',
    '基礎疾患あり',
    '障害者',
    '障害',
    '身体障害',
    '摂食障害',
    '障害者雇用',
    '色覚異常',
    '難病',
    '通院',
    '服薬中',
    '癌',
    'がん治療',
    'disease',
    'heart disease',
    'bipolar',
    'bipolar disorder',
    'depression',
    'genetic data',
    'health condition',
  ],
  pregnancy: ['妊娠', '妊婦', '出産予定', '不妊治療', '産休中', 'pregnant', 'infertility'],
  sex_life: ['LGBT', '同性愛', 'ゲイ', 'gay', 'transgender', '性同一性障害'],
  crime: ['前科', '逮捕', '受刑', '少年院', '保護観察中', 'prisoner', 'jail', 'arrested', 'convicted', 'on probation'],
};
test.each(Object.entries(personal))('%s is found in what people say about themselves', (subject, texts) => {
  expect(texts.map((text) => [text, findSensitiveSubject(text)?.subject])).toEqual(
    texts.map((text) => [text, subject]),
  );
});

test.each([
  '基礎疾患あり',
  '色覚異常',
  '扶養家族',
  '結婚している',
  '在日韓国人',
  '外国籍',
  '国籍：ブラジル',
  '同性愛者',
  '精神障害者',
  '身体障害者3級',
  '発達障害グレー',
  '統合失調症',
  '双極性障害',
  'アスペルガー',
  'シングルマザー',
  'トランスジェンダー',
  'がんサバイバー',
  '逮捕されたことがある',
  '保護観察中',
  '出産予定',
  'アイヌ民族',
  '創価学会員',
  '労組役員',
  'I am gay',
  'race: white',
  'husband works in Tokyo',
  'bipolar disorder',
])('nobody overrules what says that somebody is or has it: %s', (text) => {
  expect(findSensitiveSubject(text)).toMatchObject({ isFinal: true });
});

test.each([
  '心臓疾患の知見',
  '基幹系障害',
  '仏教徒向け法要',
  '家族会員制度の立ち上げと家族',
  'heart disease',
  'race strategy of Formula 1',
  '担当：循環器疾患',
])('a name that may be that of work can be overruled: %s', (text) => {
  expect(findSensitiveSubject(text)).toMatchObject({ isFinal: false });
});

test.each([
  ['循環器疾患', false],
  ['家族会員制度の立ち上げと家族', false],
  ['労働組合の法律', false],
  ['Jewish cuisine', false],
  ['宗教', true],
  ['race', true],
  ['病歴管理', true],
  ['障害者手帳あり 法人営業', true],
  ['Married, sales', true],
  ['Jewish 既婚', true],
  ['循環器疾患 married', true],
])('whether %s is beyond overruling: %s', (text, isFinal) => {
  expect(findSensitiveSubject(text)).toMatchObject({ isFinal });
});

test.each([
  ['skill', '循環器疾患', 'read'],
  ['job_category', '循環器疾患', 'read'],
  ['region', '循環器疾患', 'sensitive'],
  ['orientation', '循環器疾患', 'sensitive'],
  ['skill', '宗教', 'sensitive'],
] as const)('%s %s, overruled, is %s', (kind, value, outcome) => {
  expect(readTag({ kind, value }).kind).toBe('sensitive');
  expect(readTag({ kind, value }, true).kind).toBe(outcome);
  expect(isOverrulable({ kind, value })).toBe(outcome === 'read');
});

test.each([
  ['ＪＥＷＩＳＨ\u3000Cuisine', true],
  ['jewish cuisine and art', false],
])('an overrule is about one exact value, whatever its width and case: %s', (value, isRead) => {
  const tag = { kind: 'skill' as const, value };
  const overruled = new Set([toComparisonKey('Jewish cuisine')]);
  expect(isOverruled(tag, overruled)).toBe(isRead);
  expect(toTagIds([tag])).toEqual([]);
  expect(toTagIds([tag], overruled)).toEqual(isRead ? ['skill:=jewish cuisine'] : []);
});

test('what is not refused needs no overrule', () => {
  expect(isOverrulable({ kind: 'skill', value: '家族信託' })).toBe(false);
});
