import { type Em, fillReasonClasses, fillSearchColumns, Position, withCompany } from '@goen/case-store';
import type { FormerCandidateQuery, FormerCandidateView } from '@goen/contracts/public';
import { HttpProblem, type Page } from '@goen/service-kit';
import type { GatewayContext } from '../../http/gateway-app.ts';
import { findFormerCandidates, type Place, readPlace, toCursor } from './find-former-candidates.ts';
import { toFilters, toSortGroups } from './former-candidate-filters.ts';
import { viewFormerCandidates } from './view-former-candidates.ts';

/** Whether a person may be written to is decided per person: a page looks at no more people than this. */
const maxLookedAt = 800;

/**
 * A page of a company's former candidates beside one of its positions. The order is the caller's: nobody is scored or
 * ranked. Throws `not_found`, and `invalid_request` for tags that the position does not ask for.
 */
export function listFormerCandidates(
  { orm, now }: GatewayContext,
  companyId: string,
  positionId: string,
  query: FormerCandidateQuery,
): Promise<Page<FormerCandidateView>> {
  const after = readPlace(query.cursor);
  return withCompany(orm, companyId, async (em) => {
    const position = await em.findOne(Position, { id: positionId, companyId });
    if (position === null) throw new HttpProblem('not_found');
    const search = { ...toSortGroups(query.sort, position), filters: toFilters(query, position) };
    await fillSearchColumns((sql, values) => em.execute(sql, values));
    await fillReasonClasses((sql, values) => em.execute(sql, values));
    return readPage(em, { position, search, query, now: now() }, after);
  });
}

type PageRequest = {
  readonly position: Position;
  readonly search: Parameters<typeof findFormerCandidates>[1];
  readonly query: FormerCandidateQuery;
  readonly now: Date;
};

/** With a filter by what may be written, a page may be shorter than its limit although there are more. */
async function readPage(
  em: Em,
  { position, search, query: { limit, may_be_invited: wanted }, now }: PageRequest,
  start: Place | null,
): Promise<Page<FormerCandidateView>> {
  const items: FormerCandidateView[] = [];
  let after = start;
  for (let lookedAt = 0; lookedAt < maxLookedAt; ) {
    const rows = await findFormerCandidates(em, search, after, limit + 1);
    const batch = rows.slice(0, limit);
    const views = await viewFormerCandidates(
      em,
      position,
      batch.map(({ id }) => id),
      now,
    );
    const viewOf = new Map(views.map((view) => [view.id, view]));
    for (const [nth, row] of batch.entries()) {
      const view = viewOf.get(row.id);
      if (view && (wanted === undefined || view.may_be_invited === (wanted === 'true'))) items.push(view);
      after = row;
      const isLast = nth === batch.length - 1 && rows.length <= limit;
      if (items.length === limit) return { items, next: isLast ? null : toCursor(row) };
    }
    if (rows.length <= limit) return { items, next: null };
    lookedAt += batch.length;
  }
  return { items, next: after && toCursor(after) };
}
