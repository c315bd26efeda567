import type { NewFact } from '../fact-rows.ts';

/** The fact that an application was un-rejected at `occurredAt`, by the ATS's clock: once per case. */
export function toUnrejectedFact(
  { sourceKey, remoteId }: { readonly sourceKey: string; readonly remoteId: string },
  occurredAt: Date,
  now: Date,
  earliestAt: Date = occurredAt,
): NewFact<'application.unrejected'> & { readonly dedupeKey: string } {
  const at = occurredAt.toISOString();
  return {
    kind: 'application.unrejected',
    at: now,
    data: { sourceKey, remoteId, at, ...(earliestAt < occurredAt ? { earliestAt: earliestAt.toISOString() } : {}) },
    dedupeKey: `unrejected:${sourceKey}:${remoteId}:${at}`,
  };
}
