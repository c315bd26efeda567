import { Candidate, CandidateTag, fillReasonClasses, fillSearchColumns, withCompany } from '@goen/case-store';
import type { PoolCandidate, PoolQuery } from '@goen/contracts/public';
import { readCursor, toPage } from '@goen/service-kit';
import type { GatewayContext } from '../../http/gateway-app.ts';
import { readCompanySettings } from '../../services/read-company-settings.ts';
import { findCandidateIds } from './find-candidate-ids.ts';

/**
 * A page of the company's former candidates, the latest rejection first. A tag is found by any of its names; each word
 * of `q` is a part of a name, reading, address or job name. Erased people, and those
 * who are kept for their result only, are not in the pool.
 */
export function listCandidates(context: GatewayContext, companyId: string, query: PoolQuery) {
  const after = readCursor(query.cursor);
  return withCompany(context.orm, companyId, async (em) => {
    await fillSearchColumns((sql, values) => em.execute(sql, values));
    if (query.reason) {
      const { reasonClasses } = await readCompanySettings(em, companyId);
      await fillReasonClasses((sql, values) => em.execute(sql, values), reasonClasses);
    }
    const ids = await findCandidateIds(em, companyId, query, after);
    const candidates = await em.find(
      Candidate,
      { id: { $in: ids } },
      { orderBy: [{ lastRejectedAt: 'desc' }, { id: 'desc' }] },
    );
    const tags = await em.find(CandidateTag, { candidateId: { $in: ids } }, { orderBy: { kind: 'asc', value: 'asc' } });
    const view = (candidate: Candidate) =>
      viewCandidate(
        candidate,
        tags.filter(({ candidateId }) => candidateId === candidate.id),
      );
    return toPage(candidates, query.limit, view, ({ lastRejectedAt, id }) => ({ at: lastRejectedAt, id }));
  });
}

const viewCandidate = (candidate: Candidate, tags: readonly CandidateTag[]): PoolCandidate => ({
  id: candidate.id,
  family_name: candidate.familyName ?? null,
  given_name: candidate.givenName ?? null,
  full_name: candidate.fullName ?? null,
  email: candidate.email ?? null,
  prefecture: candidate.prefecture ?? null,
  tags: tags.map(({ kind, value }) => ({ kind, value })),
  stage: candidate.lastStage,
  last_rejected_at: candidate.lastRejectedAt.toISOString(),
  relay_consent: candidate.relayConsent,
  may_be_mailed: candidate.mayBeMailed,
  keep_until: candidate.keepUntil ?? null,
});
