import { type PositionTag, withCompany } from '@goen/case-store';
import { type PoolFixture, startPoolFixture } from '@goen/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findBestPositions, readPositionTags } from './positions.ts';

let fixture: PoolFixture;
beforeAll(async () => {
  fixture = await startPoolFixture();
});
afterAll(() => fixture?.close());

const toTag = (need: PositionTag['need'], kind: PositionTag['kind'], value: string): PositionTag => ({
  need,
  kind,
  value,
});

test('positions that fit a former candidate come first, newer before older', async () => {
  const { candidateId } = await fixture.addPoolCandidate(fixture.companyId, { skills: ['TypeScript'] });
  const october = (day: number) => new Date(Date.UTC(2026, 9, day));
  const open = (title: string, day: number, tags: PositionTag[], state: 'open' | 'closed' = 'open') =>
    fixture.position(fixture.companyId, { title, createdAt: october(day), tags, state });
  const fitting = [toTag('required', 'skill', 'タイプスクリプト'), toTag('region', 'region', 'Tokyo')];
  await open('fits, old', 1, fitting);
  await open('fits, new', 2, fitting);
  await open('fits, closed', 3, fitting, 'closed');
  await open('too far', 4, [toTag('required', 'skill', 'TypeScript'), toTag('region', 'region', '沖縄')]);
  await open('another skill', 5, [toTag('required', 'skill', 'COBOL')]);
  await fixture.position(await fixture.company(), { title: 'another’s', tags: fitting });
  const titles = (limit: number) =>
    withCompany(fixture.orm, fixture.companyId, async (em) =>
      (await findBestPositions(em, candidateId, limit)).map(({ title }) => title),
    );
  expect(await titles(2)).toEqual(['fits, new', 'fits, old']);
  expect(await titles(10)).toEqual(['fits, new', 'fits, old', 'too far', 'another skill']);
});

test('faults name the index of the tag that can’t be used', () => {
  const { columns, faults } = readPositionTags(
    [
      toTag('required', 'skill', 'TS'),
      toTag('desired', 'skill', '既婚'),
      toTag('region', 'region', '火星'),
      toTag('desired', 'orientation', '気分次第'),
    ],
    new Set(),
  );
  expect(faults.map(({ at, reading }) => ({ at, fault: reading.fault }))).toEqual([
    { at: 1, fault: 'sensitive_tag' },
    { at: 2, fault: 'unknown_region' },
    { at: 3, fault: 'unknown_orientation' },
  ]);
  expect(columns).toMatchObject({ requiredIds: ['skill:typescript'], desiredIds: [], regionIds: [] });
});
