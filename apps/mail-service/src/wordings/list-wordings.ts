import type { WordingTarget, WordingVersion as WordingVersionView } from '@goen/contracts/internal';
import { HttpProblem } from '@goen/service-kit';
import { WordingVersion } from '../database/wording-version.ts';
import type { MailContext } from '../mail-context.ts';
import { jobCategoryKey } from './find-nearest-wording.ts';

type Page = { readonly limit: number; readonly cursor?: string | undefined };
type Found = { readonly items: WordingVersionView[]; readonly next: string | null };

/** The wordings that a company has in use, in the order of their last change. */
export async function listWordings({ orm }: Pick<MailContext, 'orm'>, company: string, page: Page): Promise<Found> {
  const em = orm.em.fork();
  const rows = await em.execute<{ id: string }[]>(
    `select id from (
       select distinct on (kind, locale, stage, job_category_key) id, seq, body from wording_version
       where company_id = ? order by kind, locale, stage, job_category_key, version desc
     ) latest
     where body is not null and seq > ? order by seq limit ?`,
    [company, parseCursor(page.cursor) ?? 0, page.limit + 1],
  );
  const ids = rows.map(({ id }) => id);
  return pageOf(await em.find(WordingVersion, { id: { $in: ids } }, { orderBy: { seq: 'asc' } }), page.limit);
}

/** Every version of one wording, the newest first, with who saved it and when; also those of a retired one. */
export async function listVersions(
  { orm }: Pick<MailContext, 'orm'>,
  company: string,
  target: WordingTarget,
  page: Page,
): Promise<Found> {
  const before = parseCursor(page.cursor);
  const where = {
    companyId: company,
    kind: target.kind,
    locale: target.locale,
    stage: target.stage ?? null,
    jobCategoryKey: jobCategoryKey(target.jobCategory),
    ...(before === null ? {} : { seq: { $lt: before } }),
  };
  const rows = await orm.em.fork().find(WordingVersion, where, { orderBy: { seq: 'desc' }, limit: page.limit + 1 });
  return pageOf(rows, page.limit);
}

function pageOf(rows: readonly WordingVersion[], limit: number): Found {
  const items = rows.slice(0, limit).map(viewOf);
  const last = rows[limit - 1];
  return { items, next: rows.length > limit && last ? String(last.seq) : null };
}

function parseCursor(cursor: string | undefined): number | null {
  if (cursor === undefined) return null;
  if (!/^\d{1,15}$/.test(cursor)) throw new HttpProblem('invalid_cursor');
  return Number(cursor);
}

export const viewOf = (row: WordingVersion): WordingVersionView => ({
  id: row.id,
  kind: row.kind,
  locale: row.locale,
  stage: row.stage ?? null,
  jobCategory: row.jobCategory ?? null,
  version: row.version,
  subject: row.subject ?? null,
  body: row.body ?? null,
  savedAt: row.savedAt.toISOString(),
  savedBy: row.savedBy,
});
