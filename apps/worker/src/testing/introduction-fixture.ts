import { randomUUID } from 'node:crypto';
import { Introduction, withCompany, withRelay } from '@goen/case-store';
import type { NewFact } from '@goen/cases';
import type { IntroductionFactData, IntroductionFactKind } from '@goen/contracts/workflow';
import { appendIntroductionFact, createIntroduction, introductionFacts, type NewIntroductionFact } from '@goen/relay';
import { pgArray } from '@goen/service-kit';
import { someConditions } from '@goen/testing';
import { evidence, type Seed, type SeededCase, sendingWindow, startWorkerFixture } from './worker-fixture.ts';

export type IntroductionFixture = Awaited<ReturnType<typeof startIntroductionFixture>>;
export type SeededIntroduction = { readonly id: string; readonly positionId: string; readonly referred: SeededCase };

/** An hour into a sending window. */
export const inWindowMs = sendingWindow.startMs + 3_600_000;
export const at = new Date(inWindowMs);

const payloads: { readonly [K in IntroductionFactKind]?: IntroductionFactData<K> } = {
  'candidate.asked': { messageId: 'm' },
  'candidate.accepted': { evidence },
  'candidate.declined': { evidence },
  'profile.provided': { recordIds: [] },
  'company.told': { messageId: null },
  'introduction.ending': { ended: 'no_answer' },
  'introduction.closed': { ended: 'no_answer' },
};
/** A fact of the kind, by default at the current time of the tests. */
export const toFact = (kind: IntroductionFactKind, when = at): NewIntroductionFact => ({
  kind,
  at: when,
  data: payloads[kind] ?? {},
  dedupeKey: kind === 'candidate.accepted' || kind === 'candidate.declined' ? 'candidate.answered' : kind,
});

/** Introductions of consenting, referred candidates of several companies to one receiving company. */
export async function startIntroductionFixture() {
  const fixture = await startWorkerFixture();
  const { orm } = fixture.context;
  const receiver = await fixture.seed({
    email: 'receiver@example.jp',
    settings: { recruiterEmail: 'saiyo@receiver.example.jp' },
  });
  const { companyId } = receiver.ref;
  const position = async (parts: { seats?: number; required?: string[] } = {}): Promise<string> => {
    const id = randomUUID();
    await fixture.sql(
      `insert into position (id, company_id, title, state, seats, required_ids, conditions, conditions_version, created_at)
       values (?, ?, 'P', 'open', ?, ?::text[], ?::jsonb, 1, now())`,
      [id, companyId, parts.seats ?? 1, pgArray(parts.required ?? []), JSON.stringify(someConditions)],
    );
    return id;
  };
  const record = (introduction: SeededIntroduction, ...facts: NewIntroductionFact[]) =>
    withRelay(orm, async (em) => {
      const row = await em.findOneOrFail(Introduction, { id: introduction.id });
      for (const fact of facts) await appendIntroductionFact(em, row, fact);
    });
  return {
    ...fixture,
    receiver,
    position,
    record,
    /** Seeds a candidate who consented to the relay and was referred. */
    referred: (seed: Seed = {}): Promise<SeededCase> =>
      fixture.seed({ ...seed, facts: [...inRelay, ...(seed.facts ?? [])] }),
    /** Creates an introduction with the given facts, by default of a new candidate to a new position. */
    async introduction(
      facts: readonly (IntroductionFactKind | NewIntroductionFact)[] = [],
      given: { referred?: SeededCase; positionId?: string; createdAt?: Date } = {},
    ): Promise<SeededIntroduction> {
      const referred = given.referred ?? (await fixture.seed({ facts: inRelay }));
      const positionId = given.positionId ?? (await position());
      const id = await withRelay(orm, (em) =>
        createIntroduction(em, newIntroduction(companyId, positionId, referred), given.createdAt ?? at),
      );
      if (id === null) throw new Error('not created');
      const introduction = { id, positionId, referred };
      await record(introduction, ...facts.map((fact) => (typeof fact === 'string' ? toFact(fact) : fact)));
      return introduction;
    },
    ref: ({ id }: SeededIntroduction, asOfMs = inWindowMs) => ({ introductionId: id, asOfMs }),
    listFactKinds: ({ id }: SeededIntroduction) =>
      withRelay(orm, async (em) => (await introductionFacts(em, id)).map(({ kind }) => kind)),
    loadLastFact: ({ id }: SeededIntroduction) =>
      withRelay(orm, async (em) => (await introductionFacts(em, id)).at(-1)),
    loadIntroduction: ({ id }: SeededIntroduction) =>
      withCompany(orm, companyId, (em) => em.findOneOrFail(Introduction, { id })),
    countOutboxRows: async ({ id }: SeededIntroduction) =>
      (await fixture.sql('select 1 from outbox where introduction_id = ?', [id])).length,
  };
}

const consented: NewFact<'consent.granted'> = { kind: 'consent.granted', at, data: { consent: 'relay', evidence } };
const inRelay: readonly NewFact[] = [consented, { kind: 'referral.made', at, data: { n: 1, entryId: 'e' } }];

const newIntroduction = (companyId: string, positionId: string, { ref, candidateId }: SeededCase) => ({
  companyId,
  positionId,
  referrerId: ref.companyId,
  candidateId,
  caseId: ref.caseId,
  personHash: candidateId,
  score: 1,
  scoreParts: {},
  profile: { skills: ['Go'], regions: [], orientations: [], job_categories: [], last_stage: 'final' as const },
  about: {
    company: '株式会社受',
    position: '開発',
    url: null,
    description: null,
    conditions: someConditions,
    conditionsVersion: 1,
  },
});
