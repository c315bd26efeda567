import type { Em } from '@goen/case-store';
import type { LoadedCase } from '../load-case.ts';

/**
 * Marks the registrations of a person as confirmed once a rejection of theirs is known, whichever channel reported it.
 * People who never registered cost nothing.
 */
export async function markConfirmed(
  em: Em,
  { file, row }: LoadedCase,
  hasLiveRejection: boolean,
  now: Date,
): Promise<void> {
  if (!hasLiveRejection || !file.facts.some(({ kind }) => kind === 'registration.received')) return;
  await em.execute(
    `update registration set state = 'confirmed', confirmed_how = 'reported', confirmed_at = ?
     where candidate_id = ? and state = 'unconfirmed'`,
    [now, row.candidateId],
  );
}
