import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { isAfter, readCursor, readSeqCursor, toPage, toSeqPage } from './keyset-page.ts';

const rows = [3, 2, 1].map((day) => ({ id: randomUUID(), at: new Date(Date.UTC(2026, 10, day)) }));

test('a page ends before the row that was read beyond it, and its cursor leads there', () => {
  const page = toPage(
    rows,
    2,
    ({ id }) => id,
    (row) => row,
  );
  expect(page.items).toEqual([rows[0]?.id, rows[1]?.id]);
  expect(readCursor(page.next ?? '')).toEqual(rows[1]);
});

test('the last page has no cursor, however full it is', () => {
  for (const limit of [3, 4]) {
    expect(
      toPage(
        rows,
        limit,
        ({ id }) => id,
        (row) => row,
      ).next,
    ).toBeNull();
    expect(
      toSeqPage(
        rows,
        limit,
        ({ id }) => id,
        () => 1,
      ).next,
    ).toBeNull();
  }
});

test('a page of numbered rows ends at the last number shown', () => {
  const page = toSeqPage([1, 2, 3], 2, String, (seq) => seq);
  expect(page).toEqual({ items: ['1', '2'], next: '2' });
  expect([readSeqCursor('2'), readSeqCursor(undefined)]).toEqual([2, 0]);
});

test('without a cursor there is no condition; with one only older rows follow', () => {
  expect([readCursor(undefined), isAfter('createdAt', null)]).toEqual([null, {}]);
  const after = { id: 'b', at: new Date(0) };
  expect(isAfter('createdAt', after)).toEqual({
    createdAt: { $lte: after.at },
    $or: [{ createdAt: { $lt: after.at } }, { id: { $lt: 'b' } }],
  });
});

test.each(['', 'x', '1', Buffer.from('["2026-11-24T00:00:00Z","x"]').toString('base64url')])(
  'a cursor that is none is refused: %j',
  (cursor) => expect(() => readCursor(cursor)).toThrow('invalid_cursor'),
);
test.each(['', '-1', '1.5', 'x', '9'.repeat(16)])('a number that is none is refused: %j', (cursor) =>
  expect(() => readSeqCursor(cursor)).toThrow('invalid_cursor'),
);
