import { z } from 'zod';
import { auditEventQuery, auditExportQuery } from './audit.ts';
import { fiscalYearQuery } from './operator.ts';
import { instant } from './shared.ts';

/** What the operator's staff reads back: the audit log, the yearly counts, what retention would delete. */
const count = z.number().int().min(0);

const company_id = z.uuid().optional().describe('the log of this company; without it, that of the operator itself');
export const operatorAuditQuery = auditEventQuery.extend({ company_id });
export const operatorAuditExportQuery = auditExportQuery.extend({ company_id });

export const placementReportQuery = fiscalYearQuery.extend({ as: z.enum(['csv', 'json']).default('csv') });
export const placementReport = z
  .object({
    year: z.number().int(),
    items: z.array(z.object({ item: z.string().describe('as the form of the ministry calls it'), count })),
  })
  .meta({ id: 'PlacementReport' });

const days = z.number().int().min(0).max(99_999);
export const retentionState = z
  .object({
    kind: z.string(),
    store: z.enum(['cases', 'mail']).describe('`mail`: in the database of mail-service, which purges every hour'),
    keep_days: count,
    default_days: count.describe('where nobody set any'),
    min_days: count.describe('the fewest that can be set'),
    max_days: count.describe('the most that can be set'),
    is_settable: z.boolean().describe('false: it follows from other days, or from how long something may arrive'),
    version: count.describe('send it with a change; 0: nobody has set it'),
    basis: z.string().nullable().describe('the article that the minimum follows from; null: none'),
    why: z.string(),
    last_run: z
      .object({ ended_at: instant, rows: count, complete: z.boolean() })
      .nullable()
      .describe('null: it has not run yet'),
  })
  .meta({ id: 'RetentionState' });
export type RetentionState = z.infer<typeof retentionState>;
export const retentionStates = z
  .object({
    mail_known: z.boolean().describe('false: mail-service does not answer, and its kinds are missing'),
    items: z.array(retentionState),
  })
  .meta({ id: 'RetentionStates' });

export const newRetention = z
  .strictObject({
    keep_days: days.describe('from `min_days` to `max_days` of the kind'),
    version: count.describe('of the state that the change was made from'),
  })
  .meta({ id: 'NewRetention' });
export type NewRetention = z.output<typeof newRetention>;

export const retentionPreviewQuery = z
  .strictObject({
    kind: z.string().max(50).optional().describe('counts this kind only'),
    keep_days: z.coerce.number().int().min(0).max(99_999).optional().describe('as if the kind were kept so long'),
  })
  .refine(({ kind, keep_days: keepDays }) => (kind === undefined) === (keepDays === undefined), {
    path: ['keep_days'],
    error: 'Send `kind` and `keep_days` together.',
  });
export type RetentionPreviewQuery = z.output<typeof retentionPreviewQuery>;
export const retentionPreview = z
  .object({
    counted_at: instant,
    items: z.array(
      z.object({ kind: z.string(), keep_days: count, rows: count.describe('that the next round deletes or blanks') }),
    ),
    sign_in: z
      .array(z.object({ kind: z.string(), rows: count }))
      .describe('expired sessions, links and counts of attempts, which go within an hour; empty for a single kind'),
  })
  .meta({ id: 'RetentionPreview' });
