import { type Database, findCurrentCase, withCompany } from '@goen/case-store';
import { eraseCandidate, findOrRememberGone, lockCurrentCase, recordFacts } from '@goen/cases';
import { formatActor, systemActor } from '@goen/contracts/workflow';
import { withdrawFromIntroductions } from '@goen/relay';

type RemoteCandidate = { readonly companyId: string; readonly sourceKey: string; readonly remoteId: string };

/**
 * Erases a candidate who was deleted or anonymised in the ATS, like an erasure that the person asks for on their page.
 * Returns the case that ends by it; none when the candidate is unknown or erased already. An unknown one is never mailed
 * about a rejection that arrives later.
 */
export function eraseGoneCandidate(
  { orm, personHashKey, now }: { readonly orm: Database; readonly personHashKey: string; readonly now: Date },
  remote: RemoteCandidate,
): Promise<string[]> {
  return withCompany(orm, remote.companyId, async (em) => {
    const candidate = await findOrRememberGone(em, remote, now);
    const latest = candidate && (await findCurrentCase(em, candidate.id));
    if (!latest || candidate.erasedAt) return [];
    const current = await lockCurrentCase(em, candidate.id, latest.id);
    await recordFacts(
      { em, now },
      {
        caseId: current.id,
        facts: async () => {
          await withdrawFromIntroductions(em, candidate.id, now, { erased: true });
          await eraseCandidate(em, candidate.id, now, personHashKey, null, {
            by: formatActor(systemActor),
            reason: 'deleted_at_source',
          });
          return { kind: 'erasure.requested', at: now, data: {} };
        },
      },
    );
    return [current.id];
  });
}
