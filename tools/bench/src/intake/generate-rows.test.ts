import { rejectionReport } from '@goen/contracts/public';
import { expect, test } from 'vitest';
import { generateRows, toHrmosCsv, toReportLines } from './generate-rows.ts';

const now = new Date('2026-11-24T02:00:00Z');

test('generates valid rows of different people, the same for the same seed', () => {
  const rows = [...generateRows(1, 500, now)];
  for (const line of toReportLines(rows)) expect(rejectionReport.safeParse(JSON.parse(line)).error).toBeUndefined();
  expect(new Set(rows.map(({ email }) => email)).size).toBe(500);
  expect([...generateRows(1, 500, now)]).toEqual(rows);
  expect([...generateRows(2, 500, now)]).not.toEqual(rows);
  expect(
    Buffer.concat([...toHrmosCsv(rows)])
      .toString()
      .trimEnd()
      .split('\r\n'),
  ).toHaveLength(501);
});
