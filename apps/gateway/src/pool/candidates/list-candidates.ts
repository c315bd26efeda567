import { Candidate, CandidateTag, withCompany } from '@goen/case-store';
import type { poolCandidate, poolQuery } from '@goen/contracts/public';
import type { z } from 'zod';
import { pageOf, readCursor } from '../../http/cursor.ts';
import type { GatewayContext } from '../../http/gateway-app.ts';

type PoolCandidate = z.infer<typeof poolCandidate>;

/**
 * A page of the company's former candidates, the latest rejection first. `tag` is compared without case or width, `q` is
 * part of a name or of a job's name. Erased people are not in the pool.
 */
export function listCandidates(context: GatewayContext, companyId: string, query: z.output<typeof poolQuery>) {
  const after = readCursor(query.cursor);
  return withCompany(context.orm, companyId, async (em) => {
    const conditions = ['company_id = ?', 'erased_at is null'];
    const values: unknown[] = [companyId];
    const where = (sql: string, ...given: unknown[]) => {
      conditions.push(sql);
      values.push(...given);
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
      const part = `%${query.q.replaceAll(/[\\%_]/g, '\\$&')}%`;
      where(
        `((coalesce(family_name, '') || coalesce(given_name, '') || ' ' || coalesce(full_name, '')) ilike ?
          or id in (select candidate_id from application where company_id = ? and job_name ilike ?))`,
        part,
        companyId,
        part,
      );
    }
    if (after) where('(last_rejected_at, id) < (?, ?)', after.at, after.id);
    const found = await em.execute<{ id: string }[]>(
      `select id from candidate where ${conditions.join(' and ')} order by last_rejected_at desc, id desc limit ?`,
      [...values, query.limit + 1],
    );
    const ids = found.map(({ id }) => id);
    const candidates = await em.find(
      Candidate,
      { id: { $in: ids } },
      { orderBy: [{ lastRejectedAt: 'desc' }, { id: 'desc' }] },
    );
    const tags = await em.find(CandidateTag, { candidateId: { $in: ids } }, { orderBy: { kind: 'asc', value: 'asc' } });
    const view = (one: Candidate): PoolCandidate => ({
      id: one.id,
      family_name: one.familyName ?? null,
      given_name: one.givenName ?? null,
      full_name: one.fullName ?? null,
      email: one.email ?? null,
      prefecture: one.prefecture ?? null,
      tags: tags.filter((tag) => tag.candidateId === one.id).map(({ kind, value }) => ({ kind, value })),
      stage: one.lastStage,
      last_rejected_at: one.lastRejectedAt.toISOString(),
      relay_consent: one.relayConsent,
      may_be_mailed: one.mayBeMailed,
    });
    return pageOf(candidates, query.limit, view, ({ lastRejectedAt, id }) => ({ at: lastRejectedAt, id }));
  });
}
