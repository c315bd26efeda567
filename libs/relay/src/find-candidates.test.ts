import { randomUUID } from 'node:crypto';
import { minimalScore } from '@goen/case-domain/matching';
import { PoolProfile, type Position, withCompany, withRelay } from '@goen/case-store';
import { loadCase, toMatchPosition } from '@goen/cases';
import { granted, now, type PoolFixture, type Seeded, startPoolFixture, withdrawn } from '@goen/testing';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { findCandidatesFor } from './find-candidates.ts';
import { createIntroduction } from './introductions.ts';

let fixture: PoolFixture;
let receiver: string;
/** A fresh pool per test: candidates left over from another test would match too. */
beforeEach(async () => {
  await fixture?.close();
  fixture = await startPoolFixture();
  receiver = await fixture.company();
});
afterAll(() => fixture?.close());

const find = async (position: Position, limit = 10, exclude: string[] = []) =>
  fixture.asPool((em) =>
    findCandidatesFor(em, { ...toMatchPosition(position), companyId: position.companyId }, { limit, now, exclude }),
  );
const findIds = async (position: Position, limit?: number, exclude?: string[]) =>
  (await find(position, limit, exclude)).map(({ candidateId }) => candidateId);

type Past = { state?: string; ended?: string; companyId?: string; createdOn?: string; personHash?: string };
/** Gives the person another address. */
const addAddress = ({ companyId, candidateId }: Seeded, personHash: string) =>
  fixture.sql('insert into candidate_address values (gen_random_uuid(), ?, ?, ?, now())', [
    companyId,
    candidateId,
    personHash,
  ]);
/** Inserts an introduction row directly, in any state. */
async function insertIntroduction(seeded: Seeded, past: Past = {}) {
  const {
    state = 'closed',
    ended = 'no_answer',
    companyId,
    createdOn = '2026-10-02',
    personHash = seeded.personHash,
  } = past;
  const company = companyId ?? (await fixture.company());
  const position = await fixture.position(company);
  const columns = await fixture.sql<{ column_name: string; data_type: string }>(
    `select column_name, data_type from information_schema.columns
     where table_name = 'introduction' and is_nullable = 'NO' and column_default is null`,
  );
  const row: Record<string, unknown> = {
    id: randomUUID(),
    company_id: company,
    position_id: position.id,
    referrer_id: seeded.companyId,
    candidate_id: seeded.candidateId,
    case_id: seeded.caseId,
    person_hash: personHash,
    state,
    score: 1,
    next_step: 'none',
    created_at: `${createdOn}T00:00:00+09:00`,
    ...(state === 'closed' ? { ended } : {}),
  };
  for (const { column_name: name, data_type: type } of columns) if (type === 'jsonb') row[name] ??= '{}';
  const names = Object.keys(row);
  await fixture.sql(
    `insert into introduction (${names.join(', ')}) values (${names.map(() => '?').join(', ')})`,
    Object.values(row),
  );
}

/** The person joined a company through an introduction. */
async function insertHire(seeded: Seeded, joinedOn: string) {
  await insertIntroduction(seeded, { ended: 'hired', createdOn: '2024-10-01' });
  await fixture.sql('update introduction set joined_on = ? where candidate_id = ?', [joinedOn, seeded.candidateId]);
}

test('before a relay consent nobody is compared: two companies’ data about a person meets in no search', async () => {
  const referrer = await fixture.company();
  const [here, there] = [
    await fixture.addPoolCandidate(fixture.companyId, { personHash: 'one person' }),
    await fixture.addPoolCandidate(referrer, { personHash: 'one person' }),
  ];
  const position = await fixture.position(receiver);
  for (const candidate of [here, there]) await fixture.append(candidate, withdrawn);
  const compared = () =>
    fixture.asPool((em) => em.execute("select 1 from pool.profile where person_hash = 'one person'"));
  expect([await compared(), await findIds(position)]).toEqual([[], []]);
  // With a consent given to one of them, that company's profile alone is compared.
  await fixture.append(here, granted(new Date(now.getTime() + 1_000)));
  expect(await compared()).toHaveLength(1);
});

test('nobody is introduced between companies of which one excludes the other, by any spelling of its whole name', async () => {
  const { candidateId } = await fixture.addPoolCandidate(fixture.companyId);
  const position = await fixture.position(receiver);
  const setNames = (id: string, name: string, excluded: string[]) =>
    fixture.sql('update company set name = ?, settings = settings || ?::jsonb where id = ?', [
      name,
      JSON.stringify({ excludedCompanies: excluded }),
      id,
    ]);
  await setNames(receiver, '株式会社ＡＢＣ', []);
  for (const [excluded, found] of [
    [['ABC'], [candidateId]],
    [['株式会社abc'], []],
  ] as const) {
    await setNames(fixture.companyId, '株式会社ひので', [...excluded]);
    expect(await findIds(position)).toEqual(found);
  }
  await setNames(fixture.companyId, '株式会社ひので', []);
  await setNames(receiver, '株式会社ＡＢＣ', ['株式会社 ひので']);
  expect(await findIds(position)).toEqual([]);
});

test('candidates of a company are not introduced while the operator suspends it', async () => {
  const { candidateId } = await fixture.addPoolCandidate(fixture.companyId);
  const position = await fixture.position(receiver);
  const suspend = (at: string | null) =>
    fixture.sql('update company set suspended_at = ? where id = ?', [at, fixture.companyId]);
  await suspend('2026-11-01T00:00:00Z');
  expect(await findIds(position)).toEqual([]);
  await suspend(null);
  expect(await findIds(position)).toEqual([candidateId]);
});

test('candidates of a company that tests an integration are introduced to nobody', async () => {
  await fixture.addPoolCandidate(fixture.companyId);
  const provider = `update company set settings = settings || '{"mailProvider": "sandbox"}' where id = ?`;
  await fixture.sql(provider, [fixture.companyId]);
  expect(await findIds(await fixture.position(receiver))).toEqual([]);
});

test('two years after joining, a person is matched again', async () => {
  const candidate = await fixture.addPoolCandidate(fixture.companyId);
  await insertHire(candidate, '2024-11-24');
  expect(await findIds(await fixture.position(receiver))).toEqual([candidate.candidateId]);
});

test('a case learns when its person joined through another company, by any address, and nobody else does', async () => {
  const [hired, stranger] = [
    await fixture.addPoolCandidate(fixture.companyId),
    await fixture.addPoolCandidate(receiver),
  ];
  const same = await fixture.addPoolCandidate(receiver, { personHash: 'another address' });
  await insertHire(hired, '2026-10-01');
  const read = (seeded: Seeded) =>
    withCompany(fixture.orm, seeded.companyId, async (em) => (await loadCase(em, seeded.caseId))?.file.joinedOn);
  expect([await read(hired), await read(same), await read(stranger)]).toEqual(['2026-10-01', null, null]);
  await addAddress(hired, 'another address');
  expect([await read(same), await read(stranger)]).toEqual(['2026-10-01', null]);
  const all = await withCompany(fixture.orm, receiver, (em) =>
    em.execute<{ candidate_id: string }[]>('select * from pool.own_relay_hire'),
  );
  expect(new Set(all.map((row) => row.candidate_id))).toEqual(new Set([same.candidateId]));
});

test('the best match comes first, then the longest wait; each match has its reasons', async () => {
  const [short, long, far, poor, neighbour] = [
    await fixture.addPoolCandidate(fixture.companyId, { waits: 5 }),
    await fixture.addPoolCandidate(fixture.companyId, { waits: 50 }),
    await fixture.addPoolCandidate(fixture.companyId, { prefecture: '沖縄県' }),
    await fixture.addPoolCandidate(fixture.companyId, { skills: ['PHP'] }),
    await fixture.addPoolCandidate(fixture.companyId, { prefecture: '埼玉', waits: 90 }),
  ];
  const position = await fixture.position(receiver);
  const matches = await find(position);
  expect(matches.map(({ candidateId }) => candidateId)).toEqual(
    [long, short, neighbour].map(({ candidateId }) => candidateId),
  );
  expect([far.candidateId, poor.candidateId].some((id) => matches.some(({ candidateId }) => candidateId === id))).toBe(
    false,
  );
  expect(matches.every(({ score }) => score.total >= minimalScore)).toBe(true);
  expect(matches[0]).toMatchObject({
    referrerId: fixture.companyId,
    caseId: long.caseId,
    personHash: long.personHash,
    stage: 'interview',
    tags: ['job_category:software_engineer', 'region:tokyo', 'skill:typescript'],
    score: { cap: null, missing: [], matched: ['job_category:software_engineer', 'region:tokyo', 'skill:typescript'] },
  });
  expect(await findIds(position, 1)).toEqual([long.candidateId]);
});

test('candidates that the company knows itself are not matched, even if another company referred them', async () => {
  const [own, same] = [
    await fixture.addPoolCandidate(receiver),
    await fixture.addPoolCandidate(fixture.companyId, { personHash: 'a person' }),
  ];
  const position = await fixture.position(receiver);
  expect(await findIds(position)).toEqual([same.candidateId]);
  const rejectedHere = await fixture.addPoolCandidate(receiver, { personHash: 'a person' });
  await fixture.append(rejectedHere, {
    kind: 'candidate.hired',
    at: now,
    data: { at: now.toISOString(), offerOnly: false },
  });
  expect((await fixture.readProfile(own))?.state).toBe('open');
  expect(await findIds(position)).toEqual([]);
});

test('a company that knows the person by another address is not matched with them', async () => {
  const referrer = await fixture.company();
  const [own, theirs] = [
    await fixture.addPoolCandidate(receiver, { personHash: 'old' }),
    await fixture.addPoolCandidate(referrer),
  ];
  const position = await fixture.position(receiver);
  expect(await findIds(position)).toEqual([theirs.candidateId]);
  await addAddress(theirs, own.personHash);
  expect(await findIds(position)).toEqual([]);
});

test('a person referred by two companies is matched once', async () => {
  const [first] = [await fixture.addPoolCandidate(fixture.companyId, { personHash: 'p', waits: 20 })];
  await fixture.addPoolCandidate(await fixture.company(), { personHash: 'p', waits: 5 });
  expect(await findIds(await fixture.position(receiver))).toEqual([first.candidateId]);
});

test.each<[string, (candidate: Seeded) => Promise<unknown>]>([
  [
    'excluded the company',
    (candidate) =>
      fixture.sql('update pool_profile set excluded_company_ids = array[?::uuid] where candidate_id = ?', [
        receiver,
        candidate.candidateId,
      ]),
  ],
  [
    'is paused',
    (candidate) => fixture.append(candidate, { kind: 'case.paused', at: now, data: { until: '2026-12-24' } }),
  ],
  [
    'has a lapsed consent',
    (candidate) =>
      fixture.sql('update pool_profile set consent_expires_at = ? where candidate_id = ?', [
        now,
        candidate.candidateId,
      ]),
  ],
  ['is asked about another position', (candidate) => insertIntroduction(candidate, { state: 'asked' })],
  [
    'was provided to another company and awaits the outcome',
    (candidate) => insertIntroduction(candidate, { state: 'accepted' }),
  ],
  [
    'was introduced to the company before',
    (candidate) => insertIntroduction(candidate, { companyId: receiver, createdOn: '2025-01-01' }),
  ],
  [
    'was introduced to the company under another address',
    (candidate) =>
      insertIntroduction(candidate, { companyId: receiver, createdOn: '2025-01-01', personHash: 'another' }),
  ],
  [
    'was introduced to the company by another referrer under another address',
    async (candidate) => {
      const other = await fixture.addPoolCandidate(await fixture.company(), { skills: ['COBOL'], personHash: 'old' });
      await insertIntroduction(other, { companyId: receiver });
      await addAddress(candidate, 'old');
    },
  ],
  [
    'is asked under another address',
    (candidate) => insertIntroduction(candidate, { state: 'asked', personHash: 'another' }),
  ],
  [
    'was introduced three times this quarter',
    async (candidate) => {
      for (let times = 0; times < 3; times += 1) await insertIntroduction(candidate);
    },
  ],
  [
    'joined a company through an introduction less than two years ago',
    (candidate) => insertHire(candidate, '2024-11-25'),
  ],
  [
    'joined one as a candidate of another company, under another address',
    async (candidate) => {
      const other = await fixture.addPoolCandidate(await fixture.company(), { skills: ['COBOL'], personHash: 'old' });
      await insertHire(other, '2026-10-01');
      await addAddress(candidate, 'old');
    },
  ],
])('a candidate who %s is not matched', async (_name, exclude) => {
  const position = await fixture.position(receiver);
  const candidate = await fixture.addPoolCandidate(fixture.companyId);
  expect(await findIds(position)).toEqual([candidate.candidateId]);
  await exclude(candidate);
  expect(await findIds(position)).toEqual([]);
});

test('a candidate who was never asked for lack of a credit is matched again', async () => {
  const candidate = await fixture.addPoolCandidate(fixture.companyId);
  const position = await fixture.position(receiver);
  for (let times = 0; times < 3; times += 1)
    await insertIntroduction(candidate, { companyId: receiver, ended: 'no_credit' });
  expect(await findIds(position)).toEqual([candidate.candidateId]);
  const introduction = {
    ...candidate,
    companyId: receiver,
    positionId: position.id,
    referrerId: candidate.companyId,
    score: 1,
    scoreParts: {},
    profile: { skills: [], regions: [], orientations: [], job_categories: [], last_stage: 'final' as const },
    about: { company: 'C', position: 'P', url: null, description: null },
  };
  const create = (values: typeof introduction) => withRelay(fixture.orm, (em) => createIntroduction(em, values, now));
  await insertIntroduction(candidate, { companyId: receiver, ended: 'no_credit' });
  expect(await create(introduction)).not.toBeNull();
  expect(await create({ ...introduction, personHash: 'under another address' })).toBeNull();
});

test('introductions of the last quarter, an ended pause and excluded hashes of others exclude nobody', async () => {
  const candidate = await fixture.addPoolCandidate(fixture.companyId);
  for (let times = 0; times < 3; times += 1) await insertIntroduction(candidate, { createdOn: '2026-09-30' });
  await fixture.sql("update pool_profile set state = 'paused', paused_until = '2026-11-24' where candidate_id = ?", [
    candidate.candidateId,
  ]);
  const position = await fixture.position(receiver);
  expect(await findIds(position, 10, ['another'])).toEqual([candidate.candidateId]);
  expect(await findIds(position, 10, [candidate.personHash])).toEqual([]);
});

test('a pool session reads all profiles, a company session its own, any other session none', async () => {
  const candidate = await fixture.addPoolCandidate(fixture.companyId);
  const other = await fixture.company();
  const selectFrom = (table: string) => (em: { execute(sql: string): Promise<unknown[]> }) =>
    em.execute(`select 1 from ${table}`);
  expect(await fixture.asPool(selectFrom('pool.profile'))).toHaveLength(1);
  expect(await withCompany(fixture.orm, candidate.companyId, (em) => em.count(PoolProfile))).toBe(1);
  expect(await withCompany(fixture.orm, other, (em) => em.count(PoolProfile))).toBe(0);
  const views = ['profile', 'known_person', 'person_address', 'position', 'relay_consent'].map(
    (name) => `pool.${name}`,
  );
  for (const view of views) {
    await expect(withCompany(fixture.orm, other, selectFrom(view))).rejects.toThrow(/permission denied/);
  }
  expect(await withCompany(fixture.orm, other, selectFrom('pool_profile'))).toEqual([]);
  for (const table of ['candidate', 'pool_profile', 'candidate_address', 'fact']) {
    await expect(fixture.asPool(selectFrom(table))).rejects.toThrow(/permission denied/);
  }
  const change = fixture.asPool((em) => em.execute('delete from pool.profile'));
  await expect(change).rejects.toThrow(/permission denied/);
});

test.each([
  [
    'candidate_consent_lapsing',
    `select candidate_id from pool.relay_consent
     where lapses_at <= now()::timestamptz(3) and (lapses_at, candidate_id) > ('-infinity', '00000000-0000-0000-0000-000000000000')
     order by lapses_at, candidate_id limit 200`,
  ],
  [
    'introduction_position',
    `select count(*) from introduction where position_id = '00000000-0000-0000-0000-000000000001' and report = 'hired'`,
  ],
  [
    'introduction_running',
    `select id from introduction where state <> 'closed' and next_step_at < now()::timestamptz(3) order by next_step_at, id limit 200`,
  ],
])('a periodic query of the relay uses the index %s', async (index, sql) => {
  const plan = await fixture.asPool((em) => em.execute<object[]>(`explain ${sql}`));
  expect(JSON.stringify(plan)).toContain(index);
});

test('with many matches, candidates who can’t be introduced don’t crowd out the others', async () => {
  const position = await fixture.position(receiver);
  const busy = await Promise.all(
    Array.from({ length: 12 }, (_, nth) => fixture.addPoolCandidate(fixture.companyId, { waits: 90 - nth })),
  );
  for (const candidate of busy) await insertIntroduction(candidate, { state: 'asked' });
  const free = await fixture.addPoolCandidate(fixture.companyId, { skills: ['TypeScript', 'Go'], waits: 3 });
  const matches = await fixture.asPool((em) =>
    findCandidatesFor(em, { ...toMatchPosition(position), companyId: receiver }, { limit: 1, now, maxLookedAt: 13 }),
  );
  expect(matches.map(({ candidateId }) => candidateId)).toEqual([free.candidateId]);
});

test('with more matches than are examined, a candidate with every desired skill is still matched', async () => {
  const tags = ['Go', 'Rust'].map((value) => ({ need: 'desired' as const, kind: 'skill' as const, value }));
  const position = await fixture.position(receiver, {
    tags: [
      { need: 'required', kind: 'skill', value: 'TypeScript' },
      ...tags,
      { need: 'region', kind: 'region', value: '東京' },
    ],
  });
  for (let nth = 0; nth < 6; nth += 1) await fixture.addPoolCandidate(fixture.companyId, { waits: 90 });
  const best = await fixture.addPoolCandidate(fixture.companyId, { skills: ['TypeScript', 'Go', 'Rust'], waits: 3 });
  const matches = await fixture.asPool((em) =>
    findCandidatesFor(em, { ...toMatchPosition(position), companyId: receiver }, { limit: 2, now, maxLookedAt: 4 }),
  );
  expect(matches[0]?.candidateId).toBe(best.candidateId);
});
