import { z } from 'zod';
import { actorView } from './actor.ts';
import { instant, pageLimit, pageOf, tag } from './shared.ts';

/** Who overrules that a value is refused as sensitive, and why. */
export const newTagOverrule = z
  .strictObject({
    value: tag.shape.value.describe('the name of a skill or job that `sensitive_tag` refuses'),
    because: z.string().trim().min(3).max(500).describe('why it says nothing about a person; kept as evidence'),
  })
  .meta({ id: 'NewTagOverrule' });
export type NewTagOverrule = z.infer<typeof newTagOverrule>;

export const tagOverrule = z
  .object({
    id: z.uuid(),
    value: z.string(),
    by: actorView,
    because: z.string(),
    created_at: instant,
    revoked_by: actorView.nullable(),
    revoked_at: instant.nullable(),
  })
  .meta({ id: 'TagOverrule' });
export type TagOverruleView = z.infer<typeof tagOverrule>;
export const tagOverrulePage = pageOf(tagOverrule).meta({ id: 'TagOverrulePage' });

export const tagOverruleQuery = z.strictObject({
  cursor: z.string().optional(),
  limit: pageLimit,
  state: z.enum(['active', 'revoked']).default('active'),
});
export type TagOverruleQuery = z.output<typeof tagOverruleQuery>;
