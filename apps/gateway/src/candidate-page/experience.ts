import { randomUUID } from 'node:crypto';
import { findExperienceQuestion } from '@goen/case-domain';
import { type Em, ExperienceAnswer } from '@goen/case-store';
import { type LoadedCase, undecidedSql } from '@goen/cases';
import type { StageKind } from '@goen/contracts/public';
import { z } from 'zod';

const maxCommentLength = 500;

export const experienceForm = z.object({
  action: z.literal('experience.answer'),
  score: z
    .string()
    .regex(/^(?:\d|10)$/)
    .transform(Number),
  comment: z.string().trim().max(maxCommentLength).default(''),
});
export const experienceSkipForm = z.object({ action: z.literal('experience.skip') });
export type ExperienceDecision = z.output<typeof experienceForm> | z.output<typeof experienceSkipForm>;

/** Whether the page asks, and after which stage; null: it does not. */
export async function readExperienceQuestion(
  em: Em,
  { file, row }: LoadedCase,
  now: Date,
): Promise<{ readonly stage: StageKind } | null> {
  if (!file.settings.experience.enabled) return null;
  const [read] = await em.execute<{ last: string | null; active: boolean }[]>(
    `select to_json((select max(answered_at) from experience_answer where candidate_id = k.id)) #>> '{}' as last,
       exists (select from open_application o where o.company_id = k.company_id and o.candidate_remote_id is not null
         and ('connection:' || o.connection_id, o.candidate_remote_id) in (
           select k.source_key, k.remote_id union all
           select source_key, remote_id from candidate_alias where candidate_id = k.id)
         and ${undecidedSql}) as active
     from candidate k where k.id = ?`,
    [row.candidateId],
  );
  return findExperienceQuestion(file, now.getTime(), {
    lastAnsweredAtMs: read?.last ? Date.parse(read.last) : null,
    isActiveElsewhere: read?.active ?? false,
  });
}

/** Stores an answer apart from the facts: no timeline shows who answered. Nothing when the question was not asked. */
export async function answerExperience(
  em: Em,
  loaded: LoadedCase,
  decision: ExperienceDecision,
  now: Date,
): Promise<void> {
  const question = await readExperienceQuestion(em, loaded, now);
  if (question === null) return;
  const { candidateId, companyId } = loaded.row;
  const answer =
    decision.action === 'experience.answer'
      ? { score: decision.score, comment: decision.comment || null }
      : { score: null, comment: null };
  await em.insert(ExperienceAnswer, {
    id: randomUUID(),
    companyId,
    candidateId,
    stage: question.stage,
    ...answer,
    answeredAt: now,
  });
}
