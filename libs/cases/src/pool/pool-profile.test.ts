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

const toDate = (text: string) => new Date(`${text}T00:00:00+09:00`);

test('a profile has the compared fields and no personal data', async () => {
  const candidate = await fixture.addPoolCandidate(fixture.companyId, {
    orientations: ['副業'],
    years: 4,
    stage: 'final',
    waits: 10,
  });
  const profile = await fixture.readProfile(candidate);
  expect(profile).toMatchObject({
    caseId: candidate.caseId,
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
  const [row] = await fixture.sql<object>('select * from pool_profile where candidate_id = ?', [candidate.candidateId]);
  expect(JSON.stringify(row)).not.toMatch(/山田|hanako|03-0000|開発/);
});

test('sensitive tags are left out of the profile, even if a source reported them', async () => {
  const candidate = await fixture.addPoolCandidate(fixture.companyId, {
    skills: ['TypeScript', '障害者手帳', '支持政党', '量子計算'],
  });
  const skills = (await fixture.readProfile(candidate))?.tags.filter((tag) => tag.startsWith('skill:'));
  expect(skills).toEqual(['skill:=量子計算', 'skill:typescript']);
});

test('a value that its company overruled is compared, as long as that holds', async () => {
  const candidate = await fixture.addPoolCandidate(fixture.companyId, { skills: ['循環器疾患'] });
  const readSkills = async () => {
    await withCompany(fixture.orm, fixture.companyId, (em) =>
      refreshPoolProfile(em, candidate.candidateId, toDate('2026-11-24')),
    );
    return (await fixture.readProfile(candidate))?.tags.filter((tag) => tag.startsWith('skill:'));
  };
  expect(await readSkills()).toEqual([]);
  await fixture.sql(
    `insert into tag_overrule (id, company_id, value, value_key, overruled_by, because, created_at)
     values (?, ?, '循環器疾患', '循環器疾患', 'x', 'x', now())`,
    [randomUUID(), fixture.companyId],
  );
  expect(await readSkills()).toEqual(['skill:=循環器疾患']);
  await fixture.sql(`update tag_overrule set revoked_by = 'x', revoked_as = 'company', revoked_at = now()`);
  expect(await readSkills()).toEqual([]);
});

test('a withdrawal empties the profile except the excluded companies; a new consent fills it', async () => {
  const candidate = await fixture.addPoolCandidate(fixture.companyId);
  const excluded = randomUUID();
  await fixture.sql('update pool_profile set excluded_company_ids = array[?::uuid] where candidate_id = ?', [
    excluded,
    candidate.candidateId,
  ]);
  await fixture.append(candidate, withdrawn);
  expect(await fixture.readProfile(candidate)).toMatchObject({ state: 'closed', tags: [], keys: [], caseId: null });
  await fixture.append(candidate, granted(now));
  const refilled = await fixture.readProfile(candidate);
  expect(refilled).toMatchObject({ state: 'open', waitingSince: now, excludedCompanyIds: [excluded] });
  expect(refilled?.tags).toContain('skill:typescript');
});

test('a paused profile says until which day', async () => {
  const candidate = await fixture.addPoolCandidate(fixture.companyId);
  await fixture.append(candidate, { kind: 'case.paused', at: now, data: { until: '2027-01-24' } });
  expect(await fixture.readProfile(candidate)).toMatchObject({ state: 'paused', pausedUntil: '2027-01-24' });
  await withCompany(fixture.orm, candidate.companyId, (em) =>
    refreshPoolProfile(em, candidate.candidateId, toDate('2027-01-24')),
  );
  expect(await fixture.readProfile(candidate)).toMatchObject({ state: 'open', pausedUntil: null });
});

test('refreshing the case after the consent lapsed takes the candidate out of the pool', async () => {
  const candidate = await fixture.addPoolCandidate(fixture.companyId);
  const refreshAt = (at: Date) =>
    withCompany(fixture.orm, candidate.companyId, async (em) => {
      const loaded = await loadCase(em, candidate.caseId, { lock: true });
      if (loaded) await refreshProjection(em, loaded, at.getTime());
    });
  await refreshAt(now);
  expect((await fixture.readProfile(candidate))?.state).toBe('open');
  await refreshAt(toDate('2027-11-24'));
  expect((await fixture.readProfile(candidate))?.state).toBe('closed');
});

test('erasure deletes the profile for good', async () => {
  const candidate = await fixture.addPoolCandidate(fixture.companyId);
  await withCompany(fixture.orm, candidate.companyId, (em) =>
    eraseCandidate(em, candidate.candidateId, now, 'a-key-of-the-tests'),
  );
  expect(await fixture.readProfile(candidate)).toBeNull();
  await fixture.append(candidate);
  expect(await fixture.readProfile(candidate)).toBeNull();
});

test('merged candidates have one profile, with the tags and excluded companies of both', async () => {
  const [older, later] = [
    await fixture.addPoolCandidate(fixture.companyId, { skills: ['Go'] }),
    await fixture.addPoolCandidate(fixture.companyId, { skills: ['Rust'] }),
  ];
  const excluded = randomUUID();
  await fixture.sql('update pool_profile set excluded_company_ids = array[?::uuid] where candidate_id = ?', [
    excluded,
    later.candidateId,
  ]);
  await withCompany(fixture.orm, fixture.companyId, (em) =>
    mergeCandidates(em, older.candidateId, later.candidateId, now),
  );
  expect(await fixture.readProfile(later)).toBeNull();
  const kept = await fixture.readProfile(older);
  expect(kept?.tags).toEqual(expect.arrayContaining(['skill:go', 'skill:rust']));
  expect(kept?.excludedCompanyIds).toEqual([excluded]);
});
