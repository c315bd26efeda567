import { z } from 'zod';
import { actorView } from './actor.ts';
import { instant, pageLimit, pageOf } from './shared.ts';

const sharer = z.object({
  id: z.uuid(),
  remote_id: z.string(),
  family_name: z.string().nullable(),
  given_name: z.string().nullable(),
  full_name: z.string().nullable(),
  jobs: z.array(z.string()).describe('the jobs that they applied for'),
});

/** An address of several candidates who cannot be one person. While it is open, none of them is mailed. */
export const sharedAddress = z
  .object({
    id: z.uuid(),
    email: z.string().nullable(),
    state: z.enum(['open', 'decided']),
    candidates: z.array(sharer).describe('the oldest first'),
    owner_candidate_id: z.uuid().nullable().describe('whose address it is; null while open, and when it is nobody’s'),
    decided_by: actorView.nullable(),
    decided_at: instant.nullable(),
    created_at: instant,
  })
  .meta({ id: 'SharedAddress' });
export type SharedAddressView = z.infer<typeof sharedAddress>;
export const sharedAddressPage = pageOf(sharedAddress).meta({ id: 'SharedAddressPage' });

export const sharedAddressQuery = z.strictObject({
  cursor: z.string().optional(),
  limit: pageLimit,
  state: z.enum(['open', 'decided']).default('open'),
});
export type SharedAddressQuery = z.output<typeof sharedAddressQuery>;

export const addressDecision = z
  .strictObject({
    belongs_to: z
      .enum(['candidate', 'nobody', 'one_person'])
      .describe('`nobody`: for example an agency’s; `one_person`: the candidates are one person and are merged'),
    candidate_id: z.uuid().optional().describe('with `candidate`: whose address it is'),
  })
  .refine(({ belongs_to: owner, candidate_id: id }) => (owner === 'candidate') === (id !== undefined), {
    error: 'Name the candidate with `candidate`, and only then.',
    path: ['candidate_id'],
    params: { code: 'candidate_expected' },
  })
  .meta({ id: 'AddressDecision' });
export type AddressDecision = z.infer<typeof addressDecision>;
