import type { NewFact } from './facts.ts';

/** The fact that an application was taken back at `occurredAt`, by the ATS's clock: once a case. */
export function unRejectedFact(
  { sourceKey, remoteId }: { readonly sourceKey: string; readonly remoteId: string },
  occurredAt: Date,
  now: Date,
): NewFact<'application.unrejected'> & { readonly dedupeKey: string } {
  const at = occurredAt.toISOString();
  return {
    kind: 'application.unrejected',
    at: now,
    data: { sourceKey, remoteId, at },
    dedupeKey: `unrejected:${sourceKey}:${remoteId}:${at}`,
  };
}
