import { randomUUID } from 'node:crypto';
import { findPrefectureId } from '@goen/case-domain/tags';
import { type Em, SavedSearch } from '@goen/case-store';
import { type AuditActor, loadActors, recordAudit, type ViewActor } from '@goen/cases';
import { type SavedSearchView, savedFilters, type saveSearchRequest } from '@goen/contracts/public';
import { formatActor } from '@goen/contracts/workflow';
import { HttpProblem } from '@goen/service-kit';
import type { z } from 'zod';

type Filters = z.output<typeof savedFilters>;
type Ignored = SavedSearchView['ignored_filters'];

const maxSearches = 200;

/** The searches that members of a company share, by name. */
export async function listSavedSearches(em: Em, companyId: string): Promise<SavedSearchView[]> {
  const rows = await em.find(SavedSearch, { companyId }, { orderBy: { name: 'asc' } });
  const viewActor = await loadActors(
    em,
    rows.map(({ savedBy }) => savedBy),
  );
  return rows.map((row) => viewSavedSearch(row, viewActor));
}

/** Throws `not_found`. */
export async function findSavedSearch(em: Em, id: string): Promise<SavedSearch> {
  const row = await em.findOne(SavedSearch, { id });
  if (row === null) throw new HttpProblem('not_found');
  return row;
}

type Save = z.output<typeof saveSearchRequest> & {
  readonly companyId: string;
  readonly actor: AuditActor;
  readonly now: Date;
};

/** Saves a search, or replaces the one with the id. Throws `not_found`, `name_taken` and `too_many_searches`. */
export async function saveSearch(
  em: Em,
  { companyId, actor, now, name, query }: Save,
  id: string | null,
): Promise<SavedSearchView> {
  await em.execute(`select pg_advisory_xact_lock(hashtextextended('saved-searches:' || ?::text, 0))`, [companyId]);
  if (id !== null) await findSavedSearch(em, id);
  const other = await em.findOne(SavedSearch, { companyId, name });
  if (other && other.id !== id) throw new HttpProblem('name_taken');
  if (id === null && (await em.count(SavedSearch, { companyId })) >= maxSearches) {
    throw new HttpProblem('too_many_searches');
  }
  const kept = JSON.parse(JSON.stringify(query)) as Record<string, unknown>;
  const row = { id: id ?? randomUUID(), companyId, name, query: kept, savedBy: formatActor(actor), savedAt: now };
  await em.upsert(SavedSearch, row);
  const subject = { type: 'saved_search', id: row.id };
  await recordAudit(em, {
    companyId,
    actor,
    action: 'saved_search.saved',
    subject,
    data: { filters: Object.keys(kept) },
  });
  em.clear();
  return viewSavedSearch(await findSavedSearch(em, row.id), await loadActors(em, [row.savedBy]));
}

/** Throws `not_found`. */
export async function removeSearch(em: Em, companyId: string, id: string, actor: AuditActor): Promise<void> {
  if ((await em.nativeDelete(SavedSearch, { id })) === 0) throw new HttpProblem('not_found');
  await recordAudit(em, { companyId, actor, action: 'saved_search.removed', subject: { type: 'saved_search', id } });
}

/** The filters of a search that exist now, and those that do not. */
export function readFilters({ query }: Pick<SavedSearch, 'query'>): { filters: Filters; ignored: Ignored } {
  const known: Record<string, unknown> = {};
  const ignored: Ignored = [];
  for (const [filter, value] of Object.entries(query)) {
    const detail = findFault(filter, value);
    if (detail === null) known[filter] = value;
    else ignored.push({ filter, value, detail });
  }
  return { filters: savedFilters.parse(known), ignored };
}

function findFault(filter: string, value: unknown): string | null {
  if (!Object.hasOwn(savedFilters.shape, filter)) return 'There is no such filter any more.';
  if (filter === 'prefecture' && findPrefectureId(String(value)) === null) return 'There is no such prefecture.';
  return savedFilters.partial().safeParse({ [filter]: value }).success ? null : 'The value is not valid any more.';
}

function viewSavedSearch(row: SavedSearch, viewActor: ViewActor): SavedSearchView {
  const { ignored } = readFilters(row);
  const gone = new Set(ignored.map(({ filter }) => filter));
  return {
    id: row.id,
    name: row.name,
    query: Object.fromEntries(Object.entries(row.query).filter(([filter]) => !gone.has(filter))),
    ignored_filters: ignored,
    saved_by: viewActor(row.savedBy),
    saved_at: row.savedAt.toISOString(),
  };
}
