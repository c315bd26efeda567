import { randomUUID } from 'node:crypto';
import { ExperienceAnswer, openCaseStore, withCompany } from '@goen/case-store';
import type { ConsoleStack } from './console-stack.ts';
import type { TestCompany } from './test-company.ts';

type Answer = { readonly score: number; readonly comment?: string };

/** Answers about applying from an earlier month: what a page records counts only once its month is over. */
export async function recordTestAnswers(
  { casesAppUrl }: ConsoleStack,
  { id: companyId }: TestCompany,
  { answeredAt, answers }: { readonly answeredAt: Date; readonly answers: readonly Answer[] },
): Promise<void> {
  const orm = await openCaseStore({ url: casesAppUrl, maxConnections: 1 });
  try {
    await withCompany(orm, companyId, async (em) => {
      for (const { score, comment = null } of answers) {
        const about = { candidateId: null, stage: 'interview' as const, score, comment };
        await em.insert(ExperienceAnswer, { id: randomUUID(), companyId, answeredAt, ...about });
      }
    });
  } finally {
    await orm.close(true);
  }
}
