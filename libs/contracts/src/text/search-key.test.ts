import { expect, test } from 'vitest';
import { toSearchKey, toSearchWords } from './search-key.ts';

test.each([
  [
    'hiragana, katakana, half-width and decomposed kana',
    ['がく', 'ガク', 'ｶﾞｸ', 'カ\u3099ク', 'ＧＡＫＵ'],
    ['ガク', 'gaku'],
  ],
  ['small kana', ['きょうこ', 'キョウコ', 'ｷﾖｳｺ'], ['キヨウコ']],
  ['ヴ and iteration marks', ['ゔぃ', 'ヴィ', 'いすゞ', 'イスヾ'], ['ヴイ', 'イスズ', 'イスヾ']],
  ['variant kanji', ['髙橋', '高橋', '高槗'], ['高橋']],
  ['marks of Latin letters', ['José', 'JOSE', 'jose\u0301'], ['jose']],
  ['optional signs', ['O’Brien', "O'Brien", 'Obrien', 'O-Brien'], ['obrien']],
  ['middle dots', ['ジョン・スミス', 'ｼﾞｮﾝ･ｽﾐｽ', 'ジョン スミス'], ['ジヨンスミス']],
])('%s', (_what, texts, keys) => {
  expect(keys).toEqual(expect.arrayContaining([...new Set(texts.map(toSearchKey))]));
});

test.each([
  ['林 美咲', ['林', '美咲']],
  ['\u3000林\u00A0\t美咲 ', ['林', '美咲']],
  ['・ 林 -', ['林']],
  ['Smith, John、林', ['smith', 'john', '林']],
  ['\u200B', []],
])('the words of %j', (text, words) => {
  expect(toSearchWords(text)).toEqual(words);
});
