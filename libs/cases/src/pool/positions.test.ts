import { type PositionTag, withCompany } from '@goen/case-store';
import { type PoolFixture, startPoolFixture } from '@goen/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findBestPositions, readPositionTags } from './positions.ts';

let fixture: PoolFixture;
beforeAll(async () => {
  fixture = await startPoolFixture();
});
afterAll(() => fixture?.close());

const tag = (need: PositionTag['need'], kind: PositionTag['kind'], value: string): PositionTag => ({
  need,
  kind,
  value,
});

test('the positions that fit a former candidate come first, of equals the newest', async () => {
  const { candidateId } = await fixture.inPool(fixture.companyId, { skills: ['TypeScript'] });
  const at = (day: number) => new Date(Date.UTC(2026, 9, day));
  const open = (title: string, day: number, tags: PositionTag[], state: 'open' | 'closed' = 'open') =>
    fixture.position(fixture.companyId, { title, createdAt: at(day), tags, state });
  const fitting = [tag('required', 'skill', 'タイプスクリプト'), tag('region', 'region', 'Tokyo')];
  await open('fits, old', 1, fitting);
  await open('fits, new', 2, fitting);
  await open('fits, closed', 3, fitting, 'closed');
  await open('too far', 4, [tag('required', 'skill', 'TypeScript'), tag('region', 'region', '沖縄')]);
  await open('another skill', 5, [tag('required', 'skill', 'COBOL')]);
  await fixture.position(await fixture.company(), { title: 'another’s', tags: fitting });
  const titles = (limit: number) =>
    withCompany(fixture.orm, fixture.companyId, async (em) =>
      (await findBestPositions(em, candidateId, limit)).map(({ title }) => title),
    );
  expect(await titles(2)).toEqual(['fits, new', 'fits, old']);
  expect(await titles(10)).toEqual(['fits, new', 'fits, old', 'too far', 'another skill']);
});

test('tags are told by the place at which they can’t be taken', () => {
  const { columns, faults } = readPositionTags([
    tag('required', 'skill', 'TS'),
    tag('desired', 'skill', '既婚'),
    tag('region', 'region', '火星'),
    tag('desired', 'orientation', '気分次第'),
  ]);
  expect(faults).toEqual([
    { at: 1, fault: 'sensitive_tag' },
    { at: 2, fault: 'unknown_region' },
    { at: 3, fault: 'unknown_orientation' },
  ]);
  expect(columns).toMatchObject({ requiredIds: ['skill:typescript'], desiredIds: [], regionIds: [] });
});
