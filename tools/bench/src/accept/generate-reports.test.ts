import { rejectionReport } from '@goen/contracts/public';
import { expect, test } from 'vitest';
import { generateReports } from './generate-reports.ts';

const now = new Date('2026-11-24T02:00:00Z');

test('generates valid reports of different people, the same for the same seed', () => {
  const reports = generateReports(1, 500, now);
  const parsed = reports.map((report) => rejectionReport.parse(report));
  expect(new Set(parsed.map(({ candidate }) => candidate.emails[0]?.value)).size).toBe(500);
  expect(generateReports(1, 500, now)).toEqual(reports);
  expect(generateReports(2, 500, now)).not.toEqual(reports);
});
