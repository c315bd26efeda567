import { type Database, findCandidate, findCurrentCase, withCompany } from '@goen/case-store';
import { eraseCandidate, lockCurrentCase, recordFacts } from '@goen/cases';
import { withdrawFromIntroductions } from '@goen/relay';

type RemoteCandidate = { readonly companyId: string; readonly sourceKey: string; readonly remoteId: string };

/**
 * Erases a candidate who was deleted or anonymised in the ATS, like an erasure that the person asks for on their page.
 * Returns the case that ends by it; none when the candidate is unknown or erased already.
 */
export function eraseGoneCandidate(orm: Database, remote: RemoteCandidate, now: Date): Promise<string[]> {
  return withCompany(orm, remote.companyId, async (em) => {
    const candidate = await findCandidate(em, remote);
    const latest = candidate && (await findCurrentCase(em, candidate.id));
    if (!latest || candidate.erasedAt) return [];
    const current = await lockCurrentCase(em, candidate.id, latest.id);
    await recordFacts(
      { em, now },
      {
        caseId: current.id,
        facts: async () => {
          await withdrawFromIntroductions(em, candidate.id, now, { erased: true });
          await eraseCandidate(em, candidate.id, now);
          return { kind: 'erasure.requested', at: now, data: {} };
        },
      },
    );
    return [current.id];
  });
}
