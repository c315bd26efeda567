import { randomUUID } from 'node:crypto';
import {
  Application,
  Candidate,
  CandidateAddress,
  CandidateTag,
  FollowUpCase,
  PoolProfile,
  Position,
  type PositionTag,
  Rejection,
  withCompany,
  withPool,
} from '@goen/case-store';
import { type NewFact, readPositionTags, refreshPoolProfile } from '@goen/cases';
import { companySettings } from '@goen/contracts/internal';
import type { StageKind, Tag } from '@goen/contracts/public';
import { seedFacts } from './seed-facts.ts';
import { someConditions } from './some-conditions.ts';
import { startStoreFixture } from './store-fixture.ts';

export const now = new Date('2026-11-24T11:00:00+09:00');
const evidence = { method: 'page', textVersion: '1', textHash: 'hash', locale: 'ja' } as const;
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000);
const settings = companySettings.parse({ sender: { name: 'C', fromAddress: 'jinji@example.jp' } });

export const granted = (at: Date): NewFact => ({ kind: 'consent.granted', at, data: { consent: 'relay', evidence } });
export const withdrawn: NewFact = { kind: 'consent.withdrawn', at: now, data: { consent: 'relay', evidence } };
const referred = (at: Date): NewFact => ({ kind: 'referral.made', at, data: { n: 1, entryId: randomUUID() } });

export type Seeded = { companyId: string; candidateId: string; caseId: string; personHash: string };
export type Seed = {
  skills?: string[];
  category?: string | null;
  prefecture?: string | null;
  orientations?: string[];
  years?: number | null;
  stage?: StageKind;
  personHash?: string;
  /** Days since the referral. */
  waits?: number;
};
export type PoolFixture = Awaited<ReturnType<typeof startPoolFixture>>;

/** Several companies with candidates in the relay, on a real database. */
export async function startPoolFixture() {
  const fixture = await startStoreFixture();
  const company = async (): Promise<string> => {
    const id = randomUUID();
    await fixture.sql('insert into company values (?, ?, ?, ?, now())', [id, 'C', id, JSON.stringify(settings)]);
    return id;
  };
  const { orm } = fixture;
  const append = (seeded: Seeded, ...facts: NewFact[]) =>
    withCompany(orm, seeded.companyId, async (em) => {
      await seedFacts(em, { ...seeded, id: seeded.caseId }, ...facts);
      await refreshPoolProfile(em, seeded.candidateId, now);
    });
  return {
    ...fixture,
    company,
    append,
    /** A candidate who consented and was referred; fits the default position unless the seed differs. */
    async addPoolCandidate(companyId: string, seed: Seed = {}): Promise<Seeded> {
      const seeded = await insertCandidate(fixture, companyId, seed);
      const referredAt = daysAgo(seed.waits ?? 10);
      const rejection = toReportedFact(seeded, seed.stage ?? 'interview', referredAt);
      await append(seeded, rejection, granted(referredAt), referred(referredAt));
      return seeded;
    },
    position: (companyId: string, parts: Partial<Position> & { tags?: PositionTag[] } = {}) =>
      insertPosition(fixture, companyId, parts),
    readProfile: ({ companyId, candidateId }: Seeded) =>
      withCompany(orm, companyId, (em) => em.findOne(PoolProfile, { candidateId })),
    asPool: <T>(work: Parameters<typeof withPool<T>>[1]) => withPool(orm, work),
  };
}

type StoreFixture = Awaited<ReturnType<typeof startStoreFixture>>;

async function insertCandidate({ orm }: StoreFixture, companyId: string, seed: Seed): Promise<Seeded> {
  const candidateId = randomUUID();
  const personHash = seed.personHash ?? `person-${candidateId}`;
  const { skills = ['TypeScript'], category = 'エンジニア', prefecture = '東京都', orientations = [] } = seed;
  const tags: Tag[] = [
    ...skills.map((value) => ({ kind: 'skill' as const, value })),
    ...orientations.map((value) => ({ kind: 'orientation' as const, value })),
    ...(category === null ? [] : [{ kind: 'job_category' as const, value: category }]),
  ];
  const [caseId, applicationId] = [randomUUID(), randomUUID()];
  const owner = { companyId, candidateId };
  await withCompany(orm, companyId, async (em) => {
    await em.insert(Candidate, {
      id: candidateId,
      companyId,
      sourceKey: 'ats:x',
      remoteId: candidateId,
      familyName: '山田',
      email: 'hanako@example.jp',
      emails: [],
      phones: [{ value: '03-0000-0000' }],
      personHash,
      prefecture,
      experienceYears: seed.years ?? null,
      mayBeMailed: true,
      lastStage: seed.stage ?? 'interview',
      lastRejectedAt: now,
      relayConsent: 'granted',
      createdAt: now,
    });
    await em.insert(CandidateAddress, { id: randomUUID(), ...owner, personHash, createdAt: now });
    for (const { kind, value } of tags) {
      await em.insert(CandidateTag, { id: randomUUID(), ...owner, kind, value, valueKey: value.toLowerCase() });
    }
    await em.insert(FollowUpCase, {
      id: caseId,
      ...owner,
      state: 'open',
      stage: 'interview',
      nextStep: 'first_follow_up',
      openedAt: now,
    });
    const remote = { sourceKey: 'ats:x', remoteId: `A-${applicationId}` };
    const empty = { customFields: {}, remoteData: {}, createdAt: now };
    await em.insert(Application, { id: applicationId, ...owner, ...remote, jobName: '開発', ...empty });
    const times = { rejectedAt: now, acceptedAt: now };
    await em.insert(Rejection, {
      id: randomUUID(),
      ...owner,
      ...remote,
      ...times,
      caseId,
      applicationId,
      stage: 'other',
    });
  });
  return { ...owner, caseId, personHash };
}

const toReportedFact = ({ candidateId }: Seeded, stage: StageKind, at: Date): NewFact => ({
  kind: 'rejection.reported',
  at,
  data: {
    rejectionId: randomUUID(),
    sourceKey: 'ats:x',
    remoteId: candidateId,
    rejectedAt: at.toISOString(),
    acceptedAt: at.toISOString(),
    stage,
    silent: null,
  },
});

async function insertPosition({ orm }: StoreFixture, companyId: string, parts: Partial<Position>): Promise<Position> {
  const tags = parts.tags ?? [
    { need: 'required', kind: 'skill', value: 'TypeScript' },
    { need: 'desired', kind: 'job_category', value: 'エンジニア' },
    { need: 'region', kind: 'region', value: '東京' },
  ];
  const position: Position = {
    id: randomUUID(),
    companyId,
    title: '開発エンジニア',
    url: null,
    description: null,
    remote: false,
    minYears: null,
    maxYears: null,
    seats: 1,
    state: 'open',
    conditions: someConditions,
    conditionsVersion: 1,
    createdAt: now,
    updatedAt: now,
    ...parts,
    ...readPositionTags(tags, new Set()).columns,
  };
  await withCompany(orm, companyId, (em) => em.insert(Position, position));
  return position;
}
