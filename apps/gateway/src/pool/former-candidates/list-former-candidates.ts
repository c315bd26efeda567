import { type Em, fillReasonClasses, fillSearchColumns, Position, withCompany } from '@goen/case-store';
import type { FormerCandidateQuery, FormerCandidateView } from '@goen/contracts/public';
import type { ReInvitationBlock } from '@goen/contracts/workflow';
import { HttpProblem, type Page } from '@goen/service-kit';
import type { GatewayContext } from '../../http/gateway-app.ts';
import { readCompanySettings } from '../../services/read-company-settings.ts';
import { checkInvitations } from './check-invitations.ts';
import { findFormerCandidates, type Place, readPlace, type Search, toCursor } from './find-former-candidates.ts';
import { toFilters, toSortGroups } from './former-candidate-filters.ts';
import { viewFormerCandidates } from './view-former-candidates.ts';

/** Whether a person may be written to is decided per person: a page looks at no more people than this. */
const maxLookedAt = 150;
const lookedAtOnce = 50;

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
    const filters = toFilters(query, position, now());
    const search = { ...toSortGroups(query.sort, position), filters };
    await fillSearchColumns((sql, values) => em.execute(sql, values));
    const { reasonClasses } = await readCompanySettings(em, companyId);
    await fillReasonClasses((sql, values) => em.execute(sql, values), reasonClasses);
    return readPage(em, { position, search, query, now: now() }, after);
  });
}

type PageRequest = {
  readonly position: Position;
  readonly search: Search;
  readonly query: FormerCandidateQuery;
  readonly now: Date;
};

/** With a filter by who may be invited, a page may be shorter than its limit although there are more. */
async function readPage(
  em: Em,
  { position, search, query: { limit, may_be_invited: wanted }, now }: PageRequest,
  start: Place | null,
): Promise<Page<FormerCandidateView>> {
  const listed: string[] = [];
  const blocks = new Map<string, readonly ReInvitationBlock[]>();
  const size = wanted === undefined ? limit : Math.max(limit, lookedAtOnce);
  let after = start;
  let isLast = false;
  for (let lookedAt = 0; listed.length < limit && !isLast && lookedAt < maxLookedAt; lookedAt += size) {
    const rows = await findFormerCandidates(em, search, after, size + 1);
    const batch = rows.slice(0, size);
    const ids = batch.map(({ id }) => id);
    for (const [id, found] of await checkInvitations(em, position, ids, now)) blocks.set(id, found);
    for (const [nth, row] of batch.entries()) {
      if (listed.length === limit) break;
      if (wanted === undefined || (blocks.get(row.id)?.length === 0) === (wanted === 'true')) listed.push(row.id);
      after = row;
      isLast = nth === rows.length - 1;
    }
    isLast ||= rows.length === 0;
  }
  return {
    items: await viewFormerCandidates(em, position, listed, blocks, now),
    next: isLast ? null : after && toCursor(after),
  };
}
