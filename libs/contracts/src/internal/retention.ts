import { z } from 'zod';
import { instant } from '../public/shared.ts';

/** How long mail-service keeps what it holds. */
export const mailRetention = z
  .object({
    items: z.array(
      z.object({
        kind: z.string(),
        keep_days: z.number().int(),
        default_days: z.number().int().describe('of the environment, where the operator set none'),
        min_days: z.number().int(),
        max_days: z.number().int(),
        is_settable: z.boolean(),
        version: z.number().int().describe('0: nobody has set it'),
        basis: z.string().nullable().describe('the article that the minimum follows from'),
        why: z.string(),
        expired_rows: z
          .number()
          .int()
          .nullable()
          .describe('what the next purge deletes or blanks; null: it was not counted'),
        last_run: z
          .object({ rows: z.number().int(), is_complete: z.boolean(), ended_at: instant })
          .nullable()
          .describe('null: never'),
      }),
    ),
  })
  .meta({ id: 'MailRetention' });
export type MailRetention = z.infer<typeof mailRetention>;

const keepDays = z.coerce.number().int().min(0).max(99_999);
export const mailRetentionQuery = z
  .strictObject({
    counted: z.enum(['true', 'false']).default('true').describe('`false`: counts no rows'),
    kind: z.string().max(50).optional(),
    keep_days: keepDays.optional().describe('with `kind`: as if it were kept so long'),
  })
  .refine(({ kind, keep_days: days }) => (kind === undefined) === (days === undefined), {
    path: ['keep_days'],
    error: 'Send `kind` and `keep_days` together.',
  });
export const newMailRetention = z
  .strictObject({ keep_days: z.number().int().min(0).max(99_999), version: z.number().int().min(0) })
  .meta({ id: 'NewMailRetention' });
