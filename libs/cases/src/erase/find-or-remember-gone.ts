import { randomUUID } from 'node:crypto';
import { Candidate, type Em, findCandidate, noSearchColumns } from '@goen/case-store';
import { lockIntake } from '../intake/lock-intake.ts';
import { settleMerges } from '../merge/merged-ids.ts';
import { clearCandidate } from './erase-candidate.ts';

type RemoteCandidate = { readonly companyId: string; readonly sourceKey: string; readonly remoteId: string };

/**
 * The candidate whom a source has deleted; null when nothing was known of them. Then the id alone is kept, as of an erased
 * candidate: a rejection that is reported later is a case without mails and without personal data.
 */
export async function findOrRememberGone(em: Em, remote: RemoteCandidate, at: Date): Promise<Candidate | null> {
  await lockIntake(em, remote.companyId);
  const known = await findCandidate(em, remote);
  if (known) return known;
  const id = randomUUID();
  await em.insert(Candidate, {
    id,
    ...remote,
    emails: [],
    phones: [],
    mayBeMailed: false,
    lastStage: 'other',
    lastRejectedAt: at,
    relayConsent: 'unknown',
    createdAt: at,
    erasedAt: at,
    ...noSearchColumns,
  });
  await settleMerges(em, await em.findOneOrFail(Candidate, { id }), at);
  await clearCandidate(em, id, at);
  return null;
}
