import { z } from 'zod';
import { fieldError } from './problem.ts';
import { anyAddress, instant, pageLimit, pageOf } from './shared.ts';

/** An address that must not be mailed. Only its HMAC is kept, so that it outlives an erasure. */
export const suppressionView = z
  .object({
    id: z.uuid(),
    person_hash: z.string(),
    scope: z
      .enum(['regulated', 'all'])
      .describe('`regulated`: stops your invitations and follow-ups; `all`: stops every mail of every company'),
    reason: z.enum(['unsubscribed', 'bounced', 'complained', 'erased']),
    source: z.enum(['service', 'import', 'provider']),
    since: instant,
  })
  .meta({ id: 'Suppression' });
export type SuppressionView = z.infer<typeof suppressionView>;
export const suppressionPage = pageOf(suppressionView).meta({ id: 'SuppressionPage' });
export type SuppressionPage = z.infer<typeof suppressionPage>;
export const suppressionQuery = z.strictObject({ limit: pageLimit, cursor: z.string().optional() });

export const suppressionImported = z
  .object({
    added: z.number().int(),
    known: z.number().int(),
    refused: z
      .array(fieldError)
      .optional()
      .describe('rows without an address, and rows with broken quotes (addresses in them count), by line'),
  })
  .meta({ id: 'SuppressionsImported' });

/** The person asked to receive mails again; `because` says how. */
export const removeSuppressionV1 = z
  .strictObject({
    email: anyAddress,
    because: z.string().trim().min(3).max(500).describe('why you remove it; kept as evidence'),
  })
  .meta({ id: 'SuppressionRemoval' });
