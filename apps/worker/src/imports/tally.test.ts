import type { RowResult } from '@goen/ats';
import { expect, test } from 'vitest';
import { addStatuses } from './tally.ts';

const row = (status: string): RowResult => ({ row: 2, kind: 'not_a_rejection', status, offer: null });
const refused = (status: string | null): RowResult => ({
  row: 2,
  kind: 'refused',
  status,
  offer: null,
  cells: [],
  errors: [],
});

test('counts spellings with the same key as one status, over several batches', () => {
  const first = addStatuses([], [refused('不採用'), row('選考中'), row('')]);
  const second = addStatuses(first, [refused('不採\u2F64'), row('選 考 中'), refused(null)]);
  expect(second).toEqual([
    { status: '不採用', rows: 2, is_rejection: true },
    { status: '選考中', rows: 2, is_rejection: false },
    { status: '', rows: 1, is_rejection: false },
  ]);
});

test('counts statuses beyond the hundredth together, but lists every rejection', () => {
  const many = Array.from({ length: 150 }, (_, n) => row(`status ${n}`));
  const counted = addStatuses([], [...many, refused('不採用'), row('status 3')]);
  expect(counted).toHaveLength(102);
  expect(counted.find(({ status }) => status === 'status 3')?.rows).toBe(2);
  expect(counted.find(({ status }) => status === null)).toEqual({ status: null, rows: 50, is_rejection: false });
  expect(counted.at(-1)).toEqual({ status: '不採用', rows: 1, is_rejection: true });
});
