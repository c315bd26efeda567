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
  ['different surnames', full('大坂 直美'), full('大阪 直美')],
])('two people: %s', (_what, left, right) => {
  expect([canBeSamePerson(left, right), canBeSamePerson(right, left)]).toEqual([false, false]);
});
