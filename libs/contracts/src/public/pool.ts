import { z } from 'zod';
import { consentState } from './case.ts';
import { instant, pageLimit, pageOf, stageKind, tag, tagKind } from './shared.ts';

/** A former candidate in the company's own talent pool. */
export const poolCandidate = z
  .object({
    id: z.uuid(),
    family_name: z.string().nullable(),
    given_name: z.string().nullable(),
    full_name: z.string().nullable(),
    email: z.string().nullable(),
    prefecture: z.string().nullable(),
    tags: z.array(tag),
    stage: stageKind.describe('last stage reached'),
    last_rejected_at: instant,
    relay_consent: consentState,
    may_be_mailed: z.boolean(),
  })
  .meta({ id: 'PoolCandidate' });
export type PoolCandidate = z.infer<typeof poolCandidate>;
export const poolPage = pageOf(poolCandidate).meta({ id: 'PoolCandidatePage' });

export const poolQuery = z.strictObject({
  cursor: z.string().optional(),
  limit: pageLimit,
  tag: z.string().trim().min(1).max(100).optional().describe('whole value of a tag; case and width do not matter'),
  tag_kind: tagKind.optional(),
  q: z.string().trim().min(2).max(100).optional().describe('part of the candidate’s name or of a job name'),
  stage: stageKind.optional(),
});
export type PoolQuery = z.output<typeof poolQuery>;
