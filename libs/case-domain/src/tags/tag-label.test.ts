import { expect, it } from 'vitest';
import { readTag } from './read-tag.ts';
import { toTagLabel } from './tag-label.ts';

it.each([
  ['skill', 'タイプスクリプト', 'TypeScript', 'TypeScript'],
  ['region', '東京', '東京都', 'Tokyo'],
  ['job_category', 'No such category', 'no such category', 'no such category'],
] as const)('%s %s', (kind, value, ja, en) => {
  const read = readTag({ kind, value });
  if (read.kind !== 'read') throw new Error(read.fault);
  expect([toTagLabel(read.id, 'ja'), toTagLabel(read.id, 'en')]).toEqual([ja, en]);
});
