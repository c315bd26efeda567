import { randomUUID } from 'node:crypto';
import { minimalScore } from '@goen/case-domain/matching';
import { PoolProfile, type Position, withCompany, withRelay } from '@goen/case-store';
import { toMatchPosition } from '@goen/cases';
import { now, type PoolFixture, type Seeded, startPoolFixture } from '@goen/testing';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { findCandidatesFor } from './find-candidates.ts';
import { createIntroduction } from './introductions.ts';

let fixture: PoolFixture;
let receiver: string;
/** A fresh pool for each test: whoever is left over from another would be found too. */
beforeEach(async () => {
  await fixture?.close();
  fixture = await startPoolFixture();
  receiver = await fixture.company();
});
afterAll(() => fixture?.close());

const find = async (position: Position, limit = 10, exclude: string[] = []) =>
  fixture.inPoolSession((em) =>
    findCandidatesFor(em, { ...toMatchPosition(position), companyId: position.companyId }, { limit, now, exclude }),
  );
const idsOf = async (position: Position, limit?: number, exclude?: string[]) =>
  (await find(position, limit, exclude)).map(({ candidateId }) => candidateId);

type Past = { state?: string; ended?: string; companyId?: string; at?: string; personHash?: string };
/** The person has another address, too. */
const alsoKnownAs = ({ companyId, candidateId }: Seeded, personHash: string) =>
  fixture.sql('insert into candidate_address values (gen_random_uuid(), ?, ?, ?, now())', [
    companyId,
    candidateId,
    personHash,
  ]);
/** A row of an introduction as it stands in the database, whatever led to it. */
async function introduced(of: Seeded, past: Past = {}) {
  const { state = 'closed', ended = 'no_answer', companyId, at = '2026-10-02', personHash = of.personHash } = past;
  const company = companyId ?? (await fixture.company());
  const position = await fixture.position(company);
  const columns = await fixture.sql<{ column_name: string; data_type: string }>(
    `select column_name, data_type from information_schema.columns
     where table_name = 'introduction' and is_nullable = 'NO' and column_default is null`,
  );
  const known: Record<string, unknown> = {
    id: randomUUID(),
    company_id: company,
    position_id: position.id,
    referrer_id: of.companyId,
    candidate_id: of.candidateId,
    case_id: of.caseId,
    person_hash: personHash,
    state,
    score: 1,
    next_step: 'none',
    created_at: `${at}T00:00:00+09:00`,
    ...(state === 'closed' ? { ended } : {}),
  };
  for (const { column_name: name, data_type: type } of columns) if (type === 'jsonb') known[name] ??= '{}';
  const names = Object.keys(known);
  await fixture.sql(
    `insert into introduction (${names.join(', ')}) values (${names.map(() => '?').join(', ')})`,
    Object.values(known),
  );
}

test('who fits best comes first, of equals who has waited longest; the reasons are told', async () => {
  const [short, long, far, poor, neighbour] = [
    await fixture.inPool(fixture.companyId, { waits: 5 }),
    await fixture.inPool(fixture.companyId, { waits: 50 }),
    await fixture.inPool(fixture.companyId, { prefecture: '沖縄県' }),
    await fixture.inPool(fixture.companyId, { skills: ['PHP'] }),
    await fixture.inPool(fixture.companyId, { prefecture: '埼玉', waits: 90 }),
  ];
  const position = await fixture.position(receiver);
  const found = await find(position);
  expect(found.map(({ candidateId }) => candidateId)).toEqual([long, short, neighbour].map((one) => one.candidateId));
  expect([far.candidateId, poor.candidateId].some((id) => found.some((one) => one.candidateId === id))).toBe(false);
  expect(found.every(({ score }) => score.total >= minimalScore)).toBe(true);
  expect(found[0]).toMatchObject({
    referrerId: fixture.companyId,
    caseId: long.caseId,
    personHash: long.personHash,
    stage: 'interview',
    tags: ['job_category:software_engineer', 'region:tokyo', 'skill:typescript'],
    score: { cap: null, missing: [], matched: ['job_category:software_engineer', 'region:tokyo', 'skill:typescript'] },
  });
  expect(await idsOf(position, 1)).toEqual([long.candidateId]);
});

test('nobody whom the company knows itself is found, also when another company referred them', async () => {
  const [mine, same] = [
    await fixture.inPool(receiver),
    await fixture.inPool(fixture.companyId, { personHash: 'a person' }),
  ];
  const position = await fixture.position(receiver);
  expect(await idsOf(position)).toEqual([same.candidateId]);
  const rejectedHere = await fixture.inPool(receiver, { personHash: 'a person' });
  await fixture.append(rejectedHere, {
    kind: 'candidate.hired',
    at: now,
    data: { at: now.toISOString(), offerOnly: false },
  });
  expect((await fixture.profileOf(mine))?.state).toBe('open');
  expect(await idsOf(position)).toEqual([]);
});

test('nobody goes back to a company that knows them by another of their addresses', async () => {
  const referrer = await fixture.company();
  const [mine, theirs] = [await fixture.inPool(receiver, { personHash: 'old' }), await fixture.inPool(referrer)];
  const position = await fixture.position(receiver);
  expect(await idsOf(position)).toEqual([theirs.candidateId]);
  await alsoKnownAs(theirs, mine.personHash);
  expect(await idsOf(position)).toEqual([]);
});

test('a person whom two companies referred is found once', async () => {
  const [first] = [await fixture.inPool(fixture.companyId, { personHash: 'p', waits: 20 })];
  await fixture.inPool(await fixture.company(), { personHash: 'p', waits: 5 });
  expect(await idsOf(await fixture.position(receiver))).toEqual([first.candidateId]);
});

test.each<[string, (one: Seeded) => Promise<unknown>]>([
  [
    'excluded the company',
    (one) =>
      fixture.sql('update pool_profile set excluded_company_ids = array[?::uuid] where candidate_id = ?', [
        receiver,
        one.candidateId,
      ]),
  ],
  ['is paused', (one) => fixture.append(one, { kind: 'case.paused', at: now, data: { until: '2026-12-24' } })],
  [
    'has a lapsed consent',
    (one) =>
      fixture.sql('update pool_profile set consent_expires_at = ? where candidate_id = ?', [now, one.candidateId]),
  ],
  ['is asked about another position', (one) => introduced(one, { state: 'asked' })],
  ['was handed over to another company, and has not heard yet', (one) => introduced(one, { state: 'accepted' })],
  ['was introduced to the company before', (one) => introduced(one, { companyId: receiver, at: '2025-01-01' })],
  [
    'was introduced to the company under another address',
    (one) => introduced(one, { companyId: receiver, at: '2025-01-01', personHash: 'another' }),
  ],
  [
    'was referred and introduced to the company by another under another address',
    async (one) => {
      const other = await fixture.inPool(await fixture.company(), { skills: ['COBOL'], personHash: 'old' });
      await introduced(other, { companyId: receiver });
      await alsoKnownAs(one, 'old');
    },
  ],
  ['is asked under another address', (one) => introduced(one, { state: 'asked', personHash: 'another' })],
  [
    'was introduced three times this quarter',
    async (one) => {
      for (let times = 0; times < 3; times += 1) await introduced(one);
    },
  ],
])('who %s is not found', async (_name, make) => {
  const position = await fixture.position(receiver);
  const one = await fixture.inPool(fixture.companyId);
  expect(await idsOf(position)).toEqual([one.candidateId]);
  await make(one);
  expect(await idsOf(position)).toEqual([]);
});

test('who was never asked, since the last credit went elsewhere, is found again', async () => {
  const one = await fixture.inPool(fixture.companyId);
  const position = await fixture.position(receiver);
  for (let times = 0; times < 3; times += 1) await introduced(one, { companyId: receiver, ended: 'no_credit' });
  expect(await idsOf(position)).toEqual([one.candidateId]);
  const again = {
    ...one,
    companyId: receiver,
    positionId: position.id,
    referrerId: one.companyId,
    score: 1,
    scoreParts: {},
    profile: { skills: [], regions: [], orientations: [], job_categories: [], last_stage: 'final' as const },
    about: { company: 'C', position: 'P', url: null, description: null },
  };
  const create = (of: typeof again) => withRelay(fixture.orm, (em) => createIntroduction(em, of, now));
  await introduced(one, { companyId: receiver, ended: 'no_credit' });
  expect(await create(again)).not.toBeNull();
  expect(await create({ ...again, personHash: 'under another address' })).toBeNull();
});

test('introductions of the last quarter, a pause that is over and hashes of others keep nobody out', async () => {
  const one = await fixture.inPool(fixture.companyId);
  for (let times = 0; times < 3; times += 1) await introduced(one, { at: '2026-09-30' });
  await fixture.sql("update pool_profile set state = 'paused', paused_until = '2026-11-24' where candidate_id = ?", [
    one.candidateId,
  ]);
  const position = await fixture.position(receiver);
  expect(await idsOf(position, 10, ['another'])).toEqual([one.candidateId]);
  expect(await idsOf(position, 10, [one.personHash])).toEqual([]);
});

test('a session of the pool reads profiles of all; that of a company its own; any other, none', async () => {
  const one = await fixture.inPool(fixture.companyId);
  const other = await fixture.company();
  const seen = (table: string) => (em: { execute(sql: string): Promise<unknown[]> }) =>
    em.execute(`select 1 from ${table}`);
  expect(await fixture.inPoolSession(seen('pool.profile'))).toHaveLength(1);
  expect(await withCompany(fixture.orm, one.companyId, (em) => em.count(PoolProfile))).toBe(1);
  expect(await withCompany(fixture.orm, other, (em) => em.count(PoolProfile))).toBe(0);
  const views = ['profile', 'known_person', 'person_address', 'position', 'relay_consent'].map(
    (name) => `pool.${name}`,
  );
  for (const table of [...views, 'pool_profile']) {
    expect(await withCompany(fixture.orm, other, seen(table))).toEqual([]);
    expect(await withRelay(fixture.orm, seen(table))).toEqual([]);
  }
  for (const table of ['candidate', 'pool_profile', 'candidate_address', 'fact']) {
    expect(await fixture.inPoolSession(seen(table))).toEqual([]);
  }
  const change = fixture.inPoolSession((em) => em.execute('delete from pool.profile'));
  await expect(change).rejects.toThrow(/permission denied/);
});

test.each([
  [
    'candidate_consent_lapsing',
    `select candidate_id from pool.relay_consent
     where lapses_at <= now() and (lapses_at, candidate_id) > ('-infinity', '00000000-0000-0000-0000-000000000000')
     order by lapses_at, candidate_id limit 200`,
  ],
  [
    'introduction_position',
    `select count(*) from introduction where position_id = '00000000-0000-0000-0000-000000000001' and report = 'hired'`,
  ],
  [
    'introduction_running',
    `select id from introduction where state <> 'closed' and next_step_at < now() order by next_step_at, id limit 200`,
  ],
])('the index %s answers what a round of the relay asks', async (index, sql) => {
  const plan = await fixture.inPoolSession((em) => em.execute<object[]>(`explain ${sql}`));
  expect(JSON.stringify(plan)).toContain(index);
});

test('where very many fit, those who may not be introduced keep nobody else from being found', async () => {
  const position = await fixture.position(receiver);
  const busy = await Promise.all(
    Array.from({ length: 12 }, (_, nth) => fixture.inPool(fixture.companyId, { waits: 90 - nth })),
  );
  for (const one of busy) await introduced(one, { state: 'asked' });
  const free = await fixture.inPool(fixture.companyId, { skills: ['TypeScript', 'Go'], waits: 3 });
  const found = await fixture.inPoolSession((em) =>
    findCandidatesFor(em, { ...toMatchPosition(position), companyId: receiver }, { limit: 1, now, maxLookedAt: 13 }),
  );
  expect(found.map(({ candidateId }) => candidateId)).toEqual([free.candidateId]);
});

test('where more fit than are looked at, who has every skill that is asked for is found all the same', async () => {
  const tags = ['Go', 'Rust'].map((value) => ({ need: 'desired' as const, kind: 'skill' as const, value }));
  const position = await fixture.position(receiver, {
    tags: [
      { need: 'required', kind: 'skill', value: 'TypeScript' },
      ...tags,
      { need: 'region', kind: 'region', value: '東京' },
    ],
  });
  for (let nth = 0; nth < 6; nth += 1) await fixture.inPool(fixture.companyId, { waits: 90 });
  const best = await fixture.inPool(fixture.companyId, { skills: ['TypeScript', 'Go', 'Rust'], waits: 3 });
  const found = await fixture.inPoolSession((em) =>
    findCandidatesFor(em, { ...toMatchPosition(position), companyId: receiver }, { limit: 2, now, maxLookedAt: 4 }),
  );
  expect(found[0]?.candidateId).toBe(best.candidateId);
});
