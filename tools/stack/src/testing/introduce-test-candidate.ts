import { createHash, randomUUID } from 'node:crypto';
import { Introduction, openCaseStore, Position, ProvisionRecord, withCompany, withRelay } from '@goen/case-store';
import { appendIntroductionFact, createIntroduction } from '@goen/relay';
import type { ConsoleStack } from './console-stack.ts';
import type { TestCompany } from './test-company.ts';

type Introduced = {
  readonly referrer: TestCompany;
  readonly receiver: TestCompany;
  readonly positionId: string;
  readonly caseId: string;
  readonly candidateId: string;
  readonly name: string;
  readonly state: 'matched' | 'asked' | 'accepted';
};

const consent = { textVersion: 'introduction-ja-2026-11', textHash: 'h'.repeat(64) } as const;

/** Introduces a candidate of one company to another, as far as the state says, as workers would. */
export async function introduceTestCandidate({ casesAppUrl }: ConsoleStack, of: Introduced): Promise<string> {
  const orm = await openCaseStore({ url: casesAppUrl, maxConnections: 1 });
  try {
    const position = await withCompany(orm, of.receiver.id, (em) => em.findOneOrFail(Position, { id: of.positionId }));
    return await withRelay(orm, async (em) => {
      const now = new Date();
      const { title, url = null, description = null, conditions = null, conditionsVersion } = position;
      const id = await createIntroduction(
        em,
        {
          companyId: of.receiver.id,
          positionId: of.positionId,
          referrerId: of.referrer.id,
          candidateId: of.candidateId,
          caseId: of.caseId,
          personHash: createHash('sha256').update(of.candidateId).digest('hex'),
          score: 0.9,
          scoreParts: {},
          profile: {
            skills: ['TypeScript', 'PostgreSQL'],
            regions: ['東京都'],
            orientations: [],
            job_categories: ['エンジニア'],
            last_stage: 'interview',
          },
          about: { company: of.receiver.name, position: title, url, description, conditions, conditionsVersion },
        },
        now,
      );
      if (id === null) throw new Error('The person already has an open introduction');
      const row = await em.findOneOrFail(Introduction, { id });
      row.state = of.state;
      await appendIntroductionFact(em, row, { kind: 'credit.held', at: now, data: {} });
      if (of.state === 'matched') row.nextStep = 'ask';
      if (of.state !== 'matched')
        await appendIntroductionFact(em, row, { kind: 'candidate.asked', at: now, data: { messageId: 'm' } });
      if (of.state === 'accepted') {
        const evidence = { method: 'page' as const, ...consent, locale: 'ja' };
        const dedupeKey = 'candidate.answered';
        await appendIntroductionFact(em, row, { kind: 'candidate.accepted', at: now, data: { evidence }, dedupeKey });
        await appendIntroductionFact(em, row, { kind: 'profile.provided', at: now, data: { recordIds: [] } });
        row.person = { name: of.name, email: `${of.candidateId}@example.jp`, phones: ['090-1234-5678'] };
        row.answeredAt = now;
        for (const [company, side, other] of [
          [of.referrer, 'provider', of.receiver],
          [of.receiver, 'recipient', of.referrer],
        ] as const)
          await em.insert(ProvisionRecord, {
            id: randomUUID(),
            companyId: company.id,
            side,
            introductionId: id,
            person: of.name,
            providedAt: now,
            consentAt: now,
            keepUntil: '2029-12-01',
            acquiredHow: '本人から直接取得',
            counterpartName: other.name,
            counterpartAddress: '東京都渋谷区神宮前1-2-3',
            counterpartRepresentative: '代表 太郎',
            items: ['name', 'email'],
            consentTextVersion: consent.textVersion,
            consentTextHash: consent.textHash,
          });
      }
      await em.flush();
      return id;
    });
  } finally {
    await orm.close(true);
  }
}
