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

export const retentionPreview = z
  .object({
    counted_at: instant,
    items: z.array(
      z.object({ kind: z.string(), keep_days: count, rows: count.describe('that the next round deletes or blanks') }),
    ),
    sign_in: z
      .array(z.object({ kind: z.string(), rows: count }))
      .describe('expired sessions, links and counts of attempts, which go within an hour'),
  })
  .meta({ id: 'RetentionPreview' });
