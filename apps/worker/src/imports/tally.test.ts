import type { RowResult } from '@goen/ats';
import { expect, test } from 'vitest';
import { addStatuses } from './tally.ts';

const row = (status: string, meaning: 'offer' | 'other' = 'other'): RowResult => ({
  row: 2,
  kind: 'not_a_rejection',
  status,
  meaning,
  offer: null,
  selection: null,
});
const refused = (status: string | null, meaning: RowResult['meaning'] = 'rejection'): RowResult => ({
  row: 2,
  kind: 'refused',
  status,
  meaning,
  offer: null,
  cells: [],
  errors: [],
});

test('counts spellings with the same key as one status, over several batches', () => {
  const first = addStatuses([], [refused('不採用'), row('選考中'), row('')]);
  const second = addStatuses(first, [refused('不採\u2F64'), row('選 考 中'), refused(null)]);
  expect(second).toMatchObject([
    { status: '不採用', rows: 2, is_rejection: true, is_offer: false },
    { status: '選考中', rows: 2, is_rejection: false, is_offer: false },
    { status: '', rows: 1, is_rejection: false, is_offer: false },
  ]);
});

test('says what a status means, not whether its rows were refused', () => {
  const first = addStatuses([], [refused('選考中', 'other'), refused('内定', 'offer'), row('内定', 'offer')]);
  expect(addStatuses(first, [row('内定辞退'), row('選考中'), row('内 定', 'offer')])).toEqual([
    { status: '選考中', rows: 2, is_rejection: false, is_offer: false },
    {
      status: '内定',
      rows: 3,
      is_rejection: false,
      is_offer: true,
      spellings: [
        ['内定', 2],
        ['内 定', 1],
      ],
    },
    { status: '内定辞退', rows: 1, is_rejection: false, is_offer: false },
  ]);
});

test('counts statuses beyond the hundredth together, but lists every rejection and offer', () => {
  const many = Array.from({ length: 150 }, (_, n) => row(`status ${n}`));
  const counted = addStatuses([], [...many, row('内定', 'offer'), refused('不採用'), row('status 3')]);
  expect(counted).toHaveLength(103);
  expect(counted.find(({ status }) => status === 'status 3')?.rows).toBe(2);
  expect(counted.find(({ status }) => status === null)).toMatchObject({
    rows: 50,
    is_rejection: false,
    is_offer: false,
  });
  expect(counted.slice(-2)).toEqual([
    { status: '内定', rows: 1, is_rejection: false, is_offer: true },
    { status: '不採用', rows: 1, is_rejection: true, is_offer: false },
  ]);
});

test('shows the commonest spelling of a status, over several batches; of as many rows, the plain one', () => {
  const radical = '不採\u2F64';
  const shown = (spellings: readonly string[]) => {
    const batches = spellings.map((status) => [refused(status)]);
    return batches.reduce((statuses, batch) => addStatuses(statuses, batch), addStatuses([], []))[0]?.status;
  };
  expect(shown([radical, '不採用', '不採用'])).toBe('不採用');
  expect(shown([radical, '不採用'])).toBe('不採用');
  expect(shown([radical, radical, '不採用'])).toBe(radical);
  expect(shown(['不採用', radical, radical])).toBe(radical);
});
