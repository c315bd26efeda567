import { z } from 'zod';
import { actorView } from './actor.ts';
import { inputInstant, instant, pageLimit, pageOf } from './shared.ts';

/** Who did what to what, from where. */
export const auditEventView = z
  .object({
    id: z.uuid(),
    seq: z.number().int().describe('place in the chain of your company, from 1 without gaps'),
    occurred_at: instant,
    actor: actorView,
    action: z.string().describe('`<noun>.<past participle>`, such as `position.changed`'),
    subject: z.object({ type: z.string(), id: z.string() }),
    data: z.record(z.string(), z.unknown()).describe('ids and names of fields; never personal data'),
    network: z
      .string()
      .nullable()
      .describe('where the request came from: an IPv4 /24 or an IPv6 /48; null: not over HTTP'),
    entry_hash: z.string().describe('SHA-256 of the entry as canonical JSON (RFC 8785)'),
    hash: z.string().describe('SHA-256 of `<hash of the event before>:<seq>:<entry_hash>`'),
  })
  .meta({ id: 'AuditEvent' });
export type AuditEventView = z.infer<typeof auditEventView>;
export const auditEventPage = pageOf(auditEventView).meta({ id: 'AuditEventPage' });

export const auditFilters = z.strictObject({
  actor: z
    .string()
    .max(200)
    .optional()
    .describe(
      '`member:<id>`, `key:<id>`, `operator:<id>`; `operator` alone: changes made at the operator’s command line',
    ),
  action: z.string().max(100).optional().describe('an action, or the noun before its dot for all of its actions'),
  subject_type: z.string().max(100).optional(),
  subject_id: z.string().max(200).optional(),
  from: inputInstant.optional().describe('not before this time'),
  to: inputInstant.optional().describe('before this time'),
});
export type AuditFilters = z.output<typeof auditFilters>;

export const auditEventQuery = auditFilters.extend({
  cursor: z.string().optional(),
  limit: pageLimit,
  order: z.enum(['newest', 'oldest']).default('newest').describe('`oldest`: to follow the log from where you stopped'),
});

export const auditExportQuery = auditFilters.extend({ as: z.enum(['csv', 'ndjson']).default('csv') });
