import { Candidate, CandidateTag, type Em, withCompany } from '@goen/case-store';
import type { PoolCandidate, PoolQuery } from '@goen/contracts/public';
import { type KeysetPosition, readCursor, toPage } from '@goen/service-kit';
import type { GatewayContext } from '../../http/gateway-app.ts';

/**
 * A page of the company's former candidates, the latest rejection first. `tag` is compared without case or width; `q`
 * matches a part of a name or of a job name. Erased people are not in the pool.
 */
export function listCandidates(context: GatewayContext, companyId: string, query: PoolQuery) {
  const after = readCursor(query.cursor);
  return withCompany(context.orm, companyId, async (em) => {
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

/** The ids of a page and one more. */
async function findCandidateIds(
  em: Em,
  companyId: string,
  query: PoolQuery,
  after: KeysetPosition | null,
): Promise<string[]> {
  const conditions = ['company_id = ?', 'erased_at is null'];
  const values: unknown[] = [companyId];
  const where = (sql: string, ...parameters: unknown[]) => {
    conditions.push(sql);
    values.push(...parameters);
  };
  if (query.stage) where('last_stage = ?', query.stage);
  if (query.tag) {
    const kind = query.tag_kind ? ' and kind = ?' : '';
    where(
      `id in (select candidate_id from candidate_tag where company_id = ? and value_key = ?${kind})`,
      companyId,
      query.tag.normalize('NFKC').toLowerCase(),
      ...(query.tag_kind ? [query.tag_kind] : []),
    );
  }
  if (query.q) {
    const pattern = `%${query.q.replaceAll(/[\\%_]/g, '\\$&')}%`;
    where(
      `((coalesce(family_name, '') || coalesce(given_name, '') || ' ' || coalesce(full_name, '')) ilike ?
        or id in (select candidate_id from application where company_id = ? and job_name ilike ?))`,
      pattern,
      companyId,
      pattern,
    );
  }
  if (after) where('(last_rejected_at, id) < (?, ?)', after.at, after.id);
  const rows = await em.execute<{ id: string }[]>(
    `select id from candidate where ${conditions.join(' and ')} order by last_rejected_at desc, id desc limit ?`,
    [...values, query.limit + 1],
  );
  return rows.map(({ id }) => id);
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
});
