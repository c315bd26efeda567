import { randomUUID } from 'node:crypto';
import { withCompany } from '@goen/case-store';
import { granted, now, type PoolFixture, startPoolFixture, withdrawn } from '@goen/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eraseCandidate } from '../erase/erase-candidate.ts';
import { loadCase } from '../load-case.ts';
import { mergeCandidates } from '../merge/merge-candidates.ts';
import { refreshProjection } from '../projection/refresh-projection.ts';
import { refreshPoolProfile } from './pool-profile.ts';

let fixture: PoolFixture;
beforeAll(async () => {
  fixture = await startPoolFixture();
});
afterAll(() => fixture?.close());

const day = (text: string) => new Date(`${text}T00:00:00+09:00`);

test('a profile has what is compared, and nothing that tells who it is', async () => {
  const one = await fixture.inPool(fixture.companyId, { orientations: ['副業'], years: 4, stage: 'final', waits: 10 });
  const profile = await fixture.profileOf(one);
  expect(profile).toMatchObject({
    caseId: one.caseId,
    state: 'open',
    stage: 'final',
    experienceFrom: 3,
    experienceTo: 5,
    pausedUntil: null,
    excludedCompanyIds: [],
    waitingSince: new Date(now.getTime() - 10 * 86_400_000),
  });
  expect(profile?.tags).toEqual([
    'job_category:software_engineer',
    'orientation:side_job',
    'region:tokyo',
    'skill:typescript',
  ]);
  expect(profile?.keys).toEqual(
    ['job_category:software_engineer', 'skill:typescript'].flatMap((tag) => [`${tag}#48644`, `${tag}@tokyo#48644`]),
  );
  const [row] = await fixture.sql<object>('select * from pool_profile where candidate_id = ?', [one.candidateId]);
  expect(JSON.stringify(row)).not.toMatch(/山田|hanako|03-0000|開発/);
});

test('what may not be collected is in no profile, though a source told it', async () => {
  const one = await fixture.inPool(fixture.companyId, { skills: ['TypeScript', '障害者手帳', '支持政党', '量子計算'] });
  const skills = (await fixture.profileOf(one))?.tags.filter((tag) => tag.startsWith('skill:'));
  expect(skills).toEqual(['skill:=量子計算', 'skill:typescript']);
});

test('a withdrawal empties the profile but for whom they never want to hear of; a new consent fills it', async () => {
  const one = await fixture.inPool(fixture.companyId);
  const never = randomUUID();
  await fixture.sql('update pool_profile set excluded_company_ids = array[?::uuid] where candidate_id = ?', [
    never,
    one.candidateId,
  ]);
  await fixture.append(one, withdrawn);
  expect(await fixture.profileOf(one)).toMatchObject({ state: 'closed', tags: [], keys: [], caseId: null });
  await fixture.append(one, granted(now));
  const again = await fixture.profileOf(one);
  expect(again).toMatchObject({ state: 'open', waitingSince: now, excludedCompanyIds: [never] });
  expect(again?.tags).toContain('skill:typescript');
});

test('a pause is told with its day', async () => {
  const one = await fixture.inPool(fixture.companyId);
  await fixture.append(one, { kind: 'case.paused', at: now, data: { until: '2027-01-24' } });
  expect(await fixture.profileOf(one)).toMatchObject({ state: 'paused', pausedUntil: '2027-01-24' });
  await withCompany(fixture.orm, one.companyId, (em) => refreshPoolProfile(em, one.candidateId, day('2027-01-24')));
  expect(await fixture.profileOf(one)).toMatchObject({ state: 'open', pausedUntil: null });
});

test('a look at the case after the consent lapsed takes the candidate out', async () => {
  const one = await fixture.inPool(fixture.companyId);
  const lookAt = (at: Date) =>
    withCompany(fixture.orm, one.companyId, async (em) => {
      const loaded = await loadCase(em, one.caseId, { lock: true });
      if (loaded) await refreshProjection(em, loaded, at.getTime());
    });
  await lookAt(now);
  expect((await fixture.profileOf(one))?.state).toBe('open');
  await lookAt(day('2027-11-24'));
  expect((await fixture.profileOf(one))?.state).toBe('closed');
});

test('erasure leaves no row', async () => {
  const one = await fixture.inPool(fixture.companyId);
  await withCompany(fixture.orm, one.companyId, (em) => eraseCandidate(em, one.candidateId, now));
  expect(await fixture.profileOf(one)).toBeNull();
  await fixture.append(one);
  expect(await fixture.profileOf(one)).toBeNull();
});

test('two who are one person have one profile, with the tags and the wishes of both', async () => {
  const [older, later] = [
    await fixture.inPool(fixture.companyId, { skills: ['Go'] }),
    await fixture.inPool(fixture.companyId, { skills: ['Rust'] }),
  ];
  const never = randomUUID();
  await fixture.sql('update pool_profile set excluded_company_ids = array[?::uuid] where candidate_id = ?', [
    never,
    later.candidateId,
  ]);
  await withCompany(fixture.orm, fixture.companyId, (em) =>
    mergeCandidates(em, older.candidateId, later.candidateId, now),
  );
  expect(await fixture.profileOf(later)).toBeNull();
  const kept = await fixture.profileOf(older);
  expect(kept?.tags).toEqual(expect.arrayContaining(['skill:go', 'skill:rust']));
  expect(kept?.excludedCompanyIds).toEqual([never]);
});
