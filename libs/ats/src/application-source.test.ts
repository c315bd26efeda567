import { expect, test } from 'vitest';
import { buildReport } from './files/build-report.ts';
import { greenhouseApplication } from './vendors/greenhouse/greenhouse-application.ts';
import { toHerpRejection } from './vendors/herp/herp-candidacy.ts';
import { findHrmosColumns } from './vendors/hrmos.ts';

test('応募経路 of a file is the source of the application, however long', () => {
  const header = ['応募ID', '氏名', '選考ステータス', '応募経路'];
  expect(findHrmosColumns(header)).toMatchObject({ application_source: '応募経路' });
  const settings = { source: { ats: 'hrmos' }, addressRequired: false, readAt: '2026-11-27T00:00:00Z' };
  const build = (source: string) =>
    buildReport({ application_id: '1', status: '不採用', application_source: source }, settings);
  expect(build('人材紹介')).toMatchObject({ report: { application: { source: '人材紹介' } } });
  expect(build('紹'.repeat(400))).toMatchObject({ report: { application: { source: '紹'.repeat(300) } } });
  expect(build('')).toMatchObject({ report: { application: { source: null } } });
});

test.each([
  [{ name: 'A Inc.', type: { name: 'Agencies' } }, 'Agencies: A Inc.'],
  [{ id: 1, public_name: 'LinkedIn' }, 'LinkedIn'],
  ['Agencies', 'Agencies'],
  [{ name: 'A Inc.', type: 'Agencies' }, 'Agencies: A Inc.'],
  [{ name: 5 }, null],
  [['Agencies'], null],
  [null, null],
])('Greenhouse sends %j', (source, text) => {
  const parsed = greenhouseApplication.parse({ id: 1, source, candidate: { id: 2 } });
  expect(parsed.application.source).toBe(text);
});

test.each([
  [{ type: 'agent', kind: null, description: '株式会社A' }, 'agent: 株式会社A'],
  [null, null],
])('HERP sends %j', (channel, text) => {
  const terminatedAt = '2026-11-27T10:00:00+09:00';
  const item = toHerpRejection(
    { id: 'c-1', terminatedAt, channel },
    { connectionId: '0d3b4f52-7f0e-4f0b-9d2b-111111111111', jobName: null },
  );
  expect(item).toMatchObject(item.kind === 'rejection' ? { report: { application: { source: text } } } : {});
  expect(item.kind).toBe('rejection');
});
