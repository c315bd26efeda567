import type { WordingTarget, WordingVersion as WordingVersionView } from '@goen/contracts/internal';
import { readSeqCursor, toSeqPage } from '@goen/service-kit';
import type { Database } from '@goen/service-kit/database';
import { WordingVersion } from '../database/wording-version.ts';
import { jobCategoryKey } from './find-nearest-wording.ts';
import { toWordingView } from './to-wording-view.ts';

type PageQuery = { readonly limit: number; readonly cursor?: string | undefined };
type WordingPage = { readonly items: WordingVersionView[]; readonly next: string | null };

/** The wordings that a company uses, in the order of their last change. */
export async function listWordings(orm: Database, company: string, query: PageQuery): Promise<WordingPage> {
  const em = orm.em.fork();
  const rows = await em.execute<{ id: string }[]>(
    `select id from (
       select distinct on (kind, locale, stage, job_category_key) id, seq, body from wording_version
       where company_id = ? order by kind, locale, stage, job_category_key, version desc
     ) latest
     where body is not null and seq > ? order by seq limit ?`,
    [company, readSeqCursor(query.cursor), query.limit + 1],
  );
  const ids = rows.map(({ id }) => id);
  return toPage(await em.find(WordingVersion, { id: { $in: ids } }, { orderBy: { seq: 'asc' } }), query.limit);
}

/** Every version of one wording, newest first, with its author and time; also of a retired wording. */
export async function listVersions(
  orm: Database,
  company: string,
  target: WordingTarget,
  query: PageQuery,
): Promise<WordingPage> {
  const where = {
    companyId: company,
    kind: target.kind,
    locale: target.locale,
    stage: target.stage ?? null,
    jobCategoryKey: jobCategoryKey(target.jobCategory),
    ...(query.cursor === undefined ? {} : { seq: { $lt: readSeqCursor(query.cursor) } }),
  };
  const rows = await orm.em.fork().find(WordingVersion, where, { orderBy: { seq: 'desc' }, limit: query.limit + 1 });
  return toPage(rows, query.limit);
}

const toPage = (rows: readonly WordingVersion[], limit: number): WordingPage =>
  toSeqPage(rows, limit, toWordingView, ({ seq }) => seq);
