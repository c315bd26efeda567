import { z } from 'zod';
import { instant, pageLimit, pageOf } from './shared.ts';

/** An address that is not written to, known by its HMAC alone: it outlives an erasure. */
export const suppressionView = z.object({
  id: z.uuid(),
  person_hash: z.string(),
  scope: z.enum(['regulated', 'all']).describe('regulated: your invitations and follow-ups; all: every mail of anyone'),
  reason: z.enum(['unsubscribed', 'bounced', 'complained', 'erased']),
  source: z.enum(['service', 'import', 'provider']),
  since: instant,
});
export type SuppressionView = z.infer<typeof suppressionView>;
export const suppressionPage = pageOf(suppressionView);
export const suppressionQuery = z.object({ limit: pageLimit, cursor: z.string().max(100).optional() });

/** A company's own list, brought along: it stops that company's regulated mails. */
export const suppressionImport = z.object({
  company: z.uuid(),
  emails: z.array(z.email().max(254)).min(1).max(10_000),
});
export type SuppressionImport = z.infer<typeof suppressionImport>;
export const suppressionImported = z.object({ added: z.number().int(), known: z.number().int() });

/** The person asked for mails again: who lifts it says why. */
export const removeSuppressionV1 = z.object({
  email: z.email().max(254),
  because: z.string().trim().min(3).max(500),
});
export const suppressionRemoval = removeSuppressionV1.extend({
  company: z.uuid(),
  removedBy: z.string().trim().min(1).max(200),
});
export type SuppressionRemovalRequest = z.infer<typeof suppressionRemoval>;
