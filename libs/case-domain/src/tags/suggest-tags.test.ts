import { expect, test } from 'vitest';
import { suggestTags } from './suggest-tags.ts';

test.each([
  ['バックエンドエンジニア（TypeScript / PostgreSQL）', ['TypeScript', 'PostgreSQL', 'バックエンドエンジニア']],
  ['JavaScriptエンジニア', ['JavaScript', 'ソフトウェアエンジニア']],
  ['Ｐｙｔｈｏｎ データサイエンティスト', ['Python', 'データサイエンティスト']],
  ['Go and C', []],
  ['', []],
])('in %s it finds %j', (text, expected) => {
  expect(new Set(suggestTags([text]).map(({ tag }) => tag.value))).toEqual(new Set(expected));
});
