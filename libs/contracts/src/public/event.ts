import { z } from 'zod';
import { instant } from './shared.ts';

const source = z.object({ ats: z.string().trim().min(1).max(100), connection_id: z.uuid().nullish() });
const remoteId = z.string().trim().min(1).max(255);

/** What an ATS reports after a rejection. Times need an offset. */
export const caseEvent = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('application.unrejected'),
    source,
    occurred_at: instant,
    application: z.object({ remote_id: remoteId }),
  }),
  z.object({
    type: z.literal('candidate.reapplied'),
    source,
    occurred_at: instant,
    candidate: z.object({ remote_id: remoteId }),
    application: z.object({ remote_id: remoteId }).nullish(),
  }),
  z.object({
    type: z.literal('candidate.hired'),
    source,
    occurred_at: instant,
    candidate: z.object({ remote_id: remoteId }),
    offer_only: z.boolean().nullish().describe('true when an offer is out and not yet accepted'),
  }),
]);
export type CaseEvent = z.infer<typeof caseEvent>;

export const eventAccepted = z.object({
  case_ids: z.array(z.uuid()).describe('cases that took the event; empty when it concerns no known candidate'),
});
