import { randomUUID } from 'node:crypto';
import { Introduction, Position, ProvisionRecord, withCompany, withRelay } from '@goen/case-store';
import type { IntroductionState } from '@goen/contracts/public';
import { appendIntroductionFact, createIntroduction, type NewIntroductionFact } from '@goen/relay';
import { someConditions } from '@goen/testing';
import { type Person, startPageFixture } from './candidate-page-fixture.ts';
import { someday } from './gateway-fixture.ts';

const evidence = { method: 'page' as const, textVersion: 'v', textHash: 'h'.repeat(64), locale: 'ja' };

/** The page fixture, with introductions of hinode's candidates to aoba as the worker would create them. */
export async function startIntroductionFixture() {
  const gateway = await startPageFixture();
  const { hinode, aoba, orm } = gateway;
  const positionId = randomUUID();
  await withCompany(orm, aoba.id, (em) =>
    em.insert(Position, {
      id: positionId,
      companyId: aoba.id,
      title: '決済エンジニア',
      url: 'https://aoba.example.com/jobs/1',
      description: 'Payments & <more>',
      tags: [],
      requiredIds: [],
      desiredIds: [],
      regionIds: [],
      remote: false,
      seats: 1,
      state: 'open',
      conditions: someConditions,
      conditionsVersion: 1,
      createdAt: someday,
      updatedAt: someday,
    }),
  );
  let hashes = 0;

  return {
    ...gateway,
    positionId,
    /** An introduction in the given state, with the facts that lead to it. */
    async introduction(
      person: Person,
      state: Extract<IntroductionState, 'matched' | 'asked' | 'accepted'>,
      to: string = positionId,
    ) {
      hashes += 1;
      return withRelay(orm, async (em) => {
        const id = await createIntroduction(
          em,
          {
            companyId: aoba.id,
            positionId: to,
            referrerId: hinode.id,
            candidateId: person.candidateId,
            caseId: person.caseId,
            personHash: String(hashes).padStart(64, '0'),
            score: 0.9,
            scoreParts: {},
            profile: {
              skills: ['TypeScript'],
              regions: ['東京都'],
              orientations: [],
              job_categories: [],
              last_stage: 'interview',
            },
            about: {
              company: '株式会社aoba',
              position: '決済エンジニア',
              url: 'https://aoba.example.com/jobs/1',
              description: 'Payments & <more>',
              conditions: someConditions,
              conditionsVersion: 1,
            },
          },
          someday,
        );
        if (id === null) throw new Error('The person already has an open question');
        const row = await em.findOneOrFail(Introduction, { id });
        const record = (fact: NewIntroductionFact) => appendIntroductionFact(em, row, fact);
        row.state = state;
        if (state !== 'matched') await record({ kind: 'candidate.asked', at: someday, data: { messageId: 'm' } });
        if (state === 'accepted') {
          await record({
            kind: 'candidate.accepted',
            at: someday,
            data: { evidence },
            dedupeKey: 'candidate.answered',
          });
          await record({ kind: 'profile.provided', at: someday, data: { recordIds: [] } });
          row.person = { name: '髙橋 美咲', email: 'misaki@example.com', phones: [] };
          for (const [companyId, side, other] of [
            [hinode.id, 'provider', '株式会社aoba'],
            [aoba.id, 'recipient', '株式会社hinode'],
          ] as const) {
            await em.insert(ProvisionRecord, toProvisionRecord(id, companyId, side, other));
          }
        }
        await em.flush();
        return id;
      });
    },
    factsOf: (id: string) =>
      gateway.rows<{ kind: string; data: Record<string, unknown> }>(
        'select kind, data from introduction_fact where introduction_id = ? order by seq',
        [id],
      ),
    wakes: async (id: string): Promise<number> =>
      (await gateway.rows("select 1 from outbox where introduction_id = ? and kind = 'introduction'", [id])).length,
  };
}

const toProvisionRecord = (
  introductionId: string,
  companyId: string,
  side: 'provider' | 'recipient',
  other: string,
) => ({
  id: randomUUID(),
  companyId,
  side,
  introductionId,
  providedAt: someday,
  person: '髙橋 美咲',
  counterpartName: other,
  counterpartAddress: '東京都港区1-2-3',
  counterpartRepresentative: '代表 太郎',
  items: ['name' as const, 'email' as const, 'last_stage' as const],
  consentAt: someday,
  consentTextVersion: 'introduction-ja-2026-11',
  consentTextHash: 'h'.repeat(64),
  acquiredHow: '本人から直接取得',
  keepUntil: '2029-11-24',
});
