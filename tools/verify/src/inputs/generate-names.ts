import fc from 'fast-check';
import { withBlanksAround, withInvisible } from './mutations.ts';
import type { ReportVariant } from './variant.ts';

const people = [
  { family: '佐藤', given: '花子', kana: ['サトウ', 'ハナコ'] },
  { family: '髙橋', given: '翔', kana: ['タカハシ', 'ショウ'] },
  { family: '長谷川', given: '結衣', kana: ['ハセガワ', 'ユイ'] },
  { family: '山﨑', given: '蓮', kana: ['ヤマザキ', 'レン'] },
  { family: '五十嵐', given: 'さくら', kana: ['イガラシ', 'サクラ'] },
  { family: '佐々木', given: 'タロウ', kana: ['ササキ', 'タロウ'] },
] as const;
const person = fc.constantFrom(...people);

const words = [
  '-None-',
  'null',
  'NULL',
  'ｎｕｌｌ',
  'N/A',
  'n.a.',
  'NaN',
  '#N/A',
  '(空)',
  '（空白）',
  '未入力',
  'なし',
  'null null',
];
const signs = ['.', '-', '－', '〇〇', '\u200B', '\u3164', '\u3000'];
const mergeFields = [
  '${Candidates.Last_Name}',
  '#LastName#',
  '[Last Name]',
  '<Last Name>',
  '$Last Name$',
  '{{last_name}}',
];
const otherMergeFields = ['%氏名%', '【応募者名】', '__LAST_NAME__', '*|LNAME|*', '«Last_Name»'];
const titles = [
  '様',
  ' 様',
  '　様',
  '様様',
  '御中',
  ' 殿',
  '殿',
  'さん',
  'ｻﾝ',
  'くん',
  'ちゃん',
  '先生',
  '（様）',
  'くん様',
];

/** What systems send for "nothing" (rule 36: the whole value, compared by key). */
export const placeholder = fc.constantFrom(...words, ...signs, ...mergeFields, ...otherMergeFields);
/** No value as the name of a person or a job only. */
export const namePlaceholder = fc.oneof(
  placeholder,
  fc.constantFrom('0', '０', '氏名', '姓', '姓 名', '名無し', '名前未登録', 'First Name', 'LAST_NAME', '職種'),
);
const honorific = fc.constantFrom(...titles);
const title = fc.constantFrom('Mr. ', 'Ms.', 'Mrs. ', 'Dr. ', 'Ｍｒ．');
const brackets = fc.constantFrom('（）', '()', '【】', '[]', '〔〕', '＜＞');
const slash = fc.constantFrom(' / ', '／', '/', ' ｜ ');

const unseen = /[\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF\u061C\u00AD\u3164]/u;
const leftovers = /\$\{|-None-|null|N\/A|NaN|Last.?Name|氏名|名無し|\(空\)/iu;
const doubledHonorific = /(様|御中|殿|先生|さん|ｻﾝ|くん|ちゃん)[\s　）]*様/u;
const salutedReading = /^.*(?:サトウ|タカハシ|ハセガワ|ヤマザキ|イガラシ|ササキ).*様/mu;
export const cleanMail = [unseen, leftovers, doubledHonorific, salutedReading];

const whole = (full_name: string) => ({ family_name: null, given_name: null, full_name });
const saluted = (what: string, candidate: object, salutation: string): ReportVariant => ({
  what,
  candidate: { ...candidate },
  expected: { outcome: 'mailed', mailHas: [`${salutation}様`], mailHasNot: cleanMail },
});

/** Each reading stands where some system puts it; the salutation has none. */
const withReading = fc.tuple(person, brackets, slash, fc.nat(4)).map(([{ family, given, kana }, pair, bar, form]) => {
  const inBrackets = (text: string) => `${pair[0]}${text}${pair[1]}`;
  const reading = kana.join(form % 2 === 0 ? '' : ' ');
  const text =
    [
      `${family}${inBrackets(kana[0])}${given}`,
      `${family}${given}${inBrackets(reading)}`,
      `${family}${given}${bar}${reading}`,
      `${reading}${bar}${family}${given}`,
    ][form] ?? `${family}${inBrackets(kana[0])}${given}${inBrackets(kana[1])}`;
  return saluted(`name with its reading ${JSON.stringify(text)}`, whole(text), `${family}${given}`);
});

export const names: fc.Arbitrary<ReportVariant> = fc.oneof(
  person.chain(({ family, given }) =>
    fc
      .oneof(withInvisible(family), withBlanksAround(family))
      .map((changed) =>
        saluted(
          `family name ${JSON.stringify(changed)}`,
          { family_name: changed, given_name: given, full_name: null },
          family,
        ),
      ),
  ),
  fc
    .tuple(person, honorific)
    .map(([{ family, given }, suffix]) =>
      saluted(`full name with ${JSON.stringify(suffix)}`, whole(`${family}${given}${suffix}`), `${family}${given}`),
    ),
  fc
    .tuple(person, title)
    .map(([{ family, given }, prefix]) =>
      saluted(`full name with ${JSON.stringify(prefix)}`, whole(`${prefix}${family}${given}`), `${family}${given}`),
    ),
  withReading,
  fc
    .tuple(person, namePlaceholder, namePlaceholder)
    .map(([{ family, given }, first, last]) =>
      saluted(
        `family name ${JSON.stringify(first)}, given name ${JSON.stringify(last)}`,
        { family_name: first, given_name: last, full_name: `${family} ${given}` },
        `${family} ${given}`,
      ),
    ),
  namePlaceholder.map((value) =>
    saluted(
      `every name ${JSON.stringify(value)}`,
      { family_name: value, given_name: value, full_name: value },
      'ご応募者',
    ),
  ),
);

type Names = Readonly<Record<string, string | null>>;
const parts = (family_name: string, given_name: string, more: Names = {}): Names => ({
  family_name,
  given_name,
  full_name: null,
  ...more,
});
const spelled: readonly (readonly [Names, Names])[] = [
  [parts('佐々木', '太郎'), whole('佐佐木 太郎')],
  [parts('髙橋', '一郎'), parts('高橋', '一郎')],
  [parts('山田', 'タロー'), parts('山田', 'タロウ')],
  [parts('市ヶ谷', '健'), whole('市ケ谷　健')],
  [parts('佐藤', 'ジュン'), parts('佐藤', 'ジユン')],
  [whole('山田太郎（やまだたろう）'), parts('山田', '太郎')],
  [whole('山田太郎 / ヤマダタロウ'), whole('山田太郎様')],
  [whole('Ms. Hanako Sato'), parts('Sato', 'Hanako')],
  [
    parts('渡邉', '翔', { family_name_kana: 'ワタナベ', given_name_kana: 'ショー' }),
    parts('渡辺', '祥', { family_name_kana: 'わたなべ', given_name_kana: 'しょう' }),
  ],
  [whole('#LastName#'), parts('佐藤', '花子')],
];
const different: readonly (readonly [Names, Names])[] = [
  [parts('佐藤', '太郎'), parts('佐藤', '花子')],
  [whole('佐藤太郎（さとう）'), whole('佐藤花子（さとう）')],
  [parts('オオノ', 'ケン'), parts('オノ', 'ケン')],
  [parts('佐藤', '奈々'), parts('佐藤', '奈')],
  [whole('紹介 一郎'), whole('推薦 花子')],
];

/** Two names at one address (rule 38), told by a rejection or by an offer (rule 41), in either order. */
export const sharedAddresses: fc.Arbitrary<ReportVariant> = fc
  .tuple(
    fc.oneof(
      fc.constantFrom(...spelled).map((pair) => ({ pair, isSame: true })),
      fc.constantFrom(...different).map((pair) => ({ pair, isSame: false })),
    ),
    fc.constantFrom('offer' as const, 'rejection' as const),
    fc.boolean(),
  )
  .map(([{ pair, isSame }, kind, isTurned]) => {
    const [first, second] = isTurned ? [pair[1], pair[0]] : pair;
    const code = isSame ? 'holds_offer' : 'address_shared';
    return {
      what: `${kind} of ${JSON.stringify(first)} before ${JSON.stringify(second)}`,
      before: { kind, candidate: first },
      candidate: second,
      expected:
        isSame && kind === 'rejection' ? { outcome: 'mailed' as const } : { outcome: 'not_mailed' as const, code },
    };
  });
