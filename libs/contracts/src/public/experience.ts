import { z } from 'zod';
import { stageKind } from './shared.ts';

/** Groups of fewer answers are not shown. */
export const minExperienceAnswers = 5;

const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);

export const experienceQuery = z.strictObject({
  from: month.optional().describe('first month, `YYYY-MM` in Asia/Tokyo; default: twelve months ago'),
  to: month.optional().describe('last month; the current one is never shown, because its groups still grow'),
});
export type ExperienceQuery = z.output<typeof experienceQuery>;

const share = z.number().int();
export const candidateExperience = z
  .object({
    groups: z.array(
      z.object({
        month,
        stage: stageKind,
        answers: share.describe(`at least ${minExperienceAnswers}`),
        average: z.number().describe('of the scores from 0 to 10, to one decimal'),
        promoters: share.describe('scores of 9 and 10'),
        passives: share.describe('scores of 7 and 8'),
        detractors: share.describe('scores of 0 to 6'),
        comments: z.array(z.string()).describe('in the words of the candidates, in no order'),
      }),
    ),
  })
  .meta({ id: 'CandidateExperience' });
export type CandidateExperience = z.infer<typeof candidateExperience>;
