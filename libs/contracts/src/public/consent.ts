import { z } from 'zod';
import { type ConsentEvidence, consentKinds, evidenceMethods } from '../workflow/consent.ts';

export type { ConsentEvidence } from '../workflow/consent.ts';

export const consentKind = z.enum(consentKinds).meta({ id: 'ConsentKind' });

/** What the person saw when they decided; the hash is SHA-256 of the exact text. */
export const consentEvidence = z.object({
  method: z.enum(evidenceMethods),
  textVersion: z.string(),
  textHash: z.string(),
  locale: z.string(),
}) satisfies z.ZodType<ConsentEvidence>;
