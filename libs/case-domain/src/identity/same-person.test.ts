import { expect, test } from 'vitest';
import { canBeSamePerson, type PersonName } from './same-person.ts';

const jp = (familyName: string, givenName: string, familyNameKana?: string, givenNameKana?: string): PersonName => ({
  familyName,
  givenName,
  familyNameKana,
  givenNameKana,
});
const full = (fullName: string): PersonName => ({ fullName });

test.each<[string, PersonName, PersonName]>([
  ['the same name', jp('佐藤', '美咲'), jp('佐藤', '美咲')],
  ['parts and one text', jp('佐藤', '美咲'), full('佐藤　美咲')],
  ['no blank', full('佐藤美咲'), full('佐藤 美咲')],
  ['a variant kanji', jp('髙橋', '一郎'), jp('高橋', '一郎')],
  ['another variant kanji', full('渡邉 眞理子'), full('渡辺 真理子')],
  ['a compatibility ideograph', jp('神', '\u795E\u{FA19}'), jp('\u{FA19}', '神神')],
  ['a variation selector', full('辻\u{E0100} 真琴'), full('辻 真琴')],
  ['width, case and invisible characters', full('ＳＭＩＴＨ Ann\u200B'), full('Smith ann')],
  ['decomposed kana', full('山田 か\u3099く'), full('山田 がく')],
  ['accents', full('José García'), full('Jose Garcia')],
  ['given name first', full('Misaki Sato'), full('Sato Misaki')],
  ['given name first, in parts', jp('Sato', 'Misaki'), full('Misaki Sato')],
  ['a comma', full('Sato, Misaki'), full('Misaki Sato')],
  ['a hyphen', full('Anne-Marie Duval'), full('Anne Marie Duval')],
  ['a middle dot', full('ジョン・スミス'), full('ジョン スミス')],
  ['an honorific', full('佐藤 美咲 様'), full('佐藤 美咲')],
  ['the same reading', jp('高橋', '一朗', 'タカハシ', 'イチロウ'), jp('髙橋', '一郎', 'たかはし', 'いちろう')],
  ['half-width kana', jp('佐藤', '翔', 'ｻﾄｳ', 'ｼｮｳ'), jp('佐藤', '祥', 'サトウ', 'ショウ')],
  ['small kana as full ones', jp('佐藤', '翔', 'サトウ', 'シヨウ'), jp('佐藤', '祥', 'サトウ', 'ショウ')],
  ['a long vowel mark as a dash', jp('王', '明', 'オー', 'メイ'), jp('汪', '明', 'オ−', 'メイ')],
  ['a name that is its reading', jp('サトウ', 'ミサキ'), jp('佐藤', '美咲', 'さとう', 'みさき')],
  ['a reading alone', { familyNameKana: 'サトウ', givenNameKana: 'ミサキ' }, full('さとう みさき')],
  ['an iteration mark', jp('佐々木', '太郎'), jp('佐佐木', '太郎')],
  ['an iteration mark after a variant kanji', full('齋々木 一'), full('斎斎木 一')],
  ['iteration marks of kana', full('いすゞ みちゝ'), full('いすず みちち')],
  ['an iteration mark in a given name', jp('山田', '奈々'), full('山田奈奈')],
  ['a long vowel', jp('山田', 'タロウ'), jp('山田', 'タロー')],
  ['a long vowel in readings', jp('山田', '太朗', 'ヤマダ', 'タロー'), jp('山田', '太郎', 'やまだ', 'たろう')],
  ['hiragana and katakana beside kanji', jp('佐藤', 'さくら'), jp('佐藤', 'サクラ')],
  ['small kana beside kanji', jp('佐藤', 'ジュン'), jp('佐藤', 'ジユン')],
  ['a small ke', jp('市ヶ谷', '健'), jp('市ケ谷', '健')],
  ['a small ka', jp('三ヵ尻', '健'), jp('三ヶ尻', '健')],
  ['ke as ga', jp('緑ヶ丘', '健'), jp('緑が丘', '健')],
  ['old kana', jp('山田', 'すゑ'), jp('山田', 'スエ')],
  ['a reading in brackets', full('山田太郎（やまだたろう）'), full('山田太郎')],
  ['a reading in the parts', jp('山田【ヤマダ】', '太郎（タロウ）'), full('山田 太郎')],
  ['a reading after a slash', full('山田太郎 / ヤマダタロウ'), jp('山田', '太郎')],
  ['a former name', full('山田（旧姓 佐藤）花子'), full('山田花子')],
  ['a title', full('Mr. John Smith'), full('Smith John')],
  ['another honorific', full('山田太郎くん'), full('山田太郎')],
  ['a merge field on one side', full('#LastName#'), jp('佐藤', '美咲')],
  ['no name on one side', {}, jp('佐藤', '美咲')],
  ['placeholders without letters', full('.'), jp('佐藤', '美咲')],
  ['invisible characters alone', full('\u200B\u3164'), jp('佐藤', '美咲')],
  ['no name at all', {}, { familyName: null, fullName: '' }],
])('one person: %s', (_what, left, right) => {
  expect([canBeSamePerson(left, right), canBeSamePerson(right, left)]).toEqual([true, true]);
});

test.each<[string, PersonName, PersonName]>([
  ['two candidates of an agency', full('紹介 一郎'), full('推薦 花子')],
  ['a couple', jp('佐藤', '太郎'), jp('佐藤', '花子')],
  ['a couple, with readings', jp('佐藤', '太郎', 'サトウ', 'タロウ'), jp('佐藤', '花子', 'サトウ', 'ハナコ')],
  ['a couple with the reading of the family name', jp('佐藤', '太郎', 'サトウ', ''), jp('佐藤', '花子', 'サトウ', '')],
  [
    'siblings in one text',
    { familyName: '佐藤', fullName: '佐藤 太郎' },
    { familyName: '佐藤', fullName: '佐藤 花子' },
  ],
  ['a family name alone', jp('佐藤', ''), jp('佐藤', '美咲')],
  ['a reading and kanji without one', { familyNameKana: 'サトウ', givenNameKana: 'ミサキ' }, jp('佐藤', '美咲')],
  ['voiced and unvoiced kana', full('はしもと かな'), full('はしもと がな')],
  ['one character more', full('伊藤 健'), full('伊藤 健一')],
  ['a couple with readings in brackets', full('佐藤太郎（さとう）'), full('佐藤花子（さとう）')],
  ['names in brackets', full('やまだ（たろう）'), full('やまだ（はなこ）')],
  ['a long vowel and none', full('オオノ ケン'), full('オノ ケン')],
  ['two long vowels and one', full('オオウチ ケン'), full('オウチ ケン')],
  ['readings with another vowel', full('サトウ ユウ'), full('サトウ ユイ')],
  ['one kanji and two', jp('佐藤', '奈々'), jp('佐藤', '奈')],
  ['twins', jp('佐藤', '健一'), jp('佐藤', '健二')],
  ['different surnames', full('大坂 直美'), full('大阪 直美')],
])('two people: %s', (_what, left, right) => {
  expect([canBeSamePerson(left, right), canBeSamePerson(right, left)]).toEqual([false, false]);
});
