import type { WordingTarget } from '@goen/contracts/internal';
import type { StageKind } from '@goen/contracts/public';
import type { Database } from '@goen/service-kit/database';
import DataLoader from 'dataloader';
import { oneLine } from '../rendering/one-line.ts';

type MailTarget = Pick<WordingTarget, 'kind' | 'locale' | 'jobCategory'> & { company: string; stage: StageKind };

/** Lookups within this window share one statement; each reads what was committed before it started. */
const windowMs = 3;
const maxLookups = 200;

/** Normalises a category so that width and case do not matter. Null: no category. */
export function jobCategoryKey(category: string | null | undefined): string | null {
  const key = oneLine(category ?? '')
    .normalize('NFKC')
    .toLowerCase();
  return key === '' ? null : key;
}

/**
 * The id of the company's wording version that is nearest to a mail, or null. Among those in use for its kind and
 * language: first its stage and category, then its stage, then its category, then all. The stage comes first, since
 * thanking for an interview that never took place is the worse mistake.
 */
export function findNearestWordingId(orm: Database, target: MailTarget): Promise<string | null> {
  const { company, kind, locale, stage, jobCategory } = target;
  return getLoader(orm).load({ company, kind, locale, stage, category: jobCategoryKey(jobCategory) });
}

type Lookup = Omit<MailTarget, 'jobCategory'> & { category: string | null };
type Loader = DataLoader<Lookup, string | null>;
const loaders = new WeakMap<Database, Loader>();

function getLoader(orm: Database): Loader {
  const existing = loaders.get(orm);
  if (existing) return existing;
  const batchScheduleFn = (run: () => void) => void setTimeout(run, windowMs);
  const loader = new DataLoader<Lookup, string | null>((lookups) => findNearestIds(orm, lookups), {
    cache: false,
    maxBatchSize: maxLookups,
    batchScheduleFn,
  });
  loaders.set(orm, loader);
  return loader;
}

async function findNearestIds(orm: Database, lookups: readonly Lookup[]): Promise<(string | null)[]> {
  const rows = await orm.em.fork().execute<{ index: number; id: string }[]>(
    `select lookup.index, nearest.id
     from jsonb_to_recordset(?::jsonb)
       as lookup(index int, company uuid, kind text, locale text, stage text, category text)
     cross join lateral (
       select id from (
         select distinct on (stage, job_category_key) id, stage, job_category_key, body from wording_version
         where company_id = lookup.company and kind = lookup.kind and locale = lookup.locale
           and (stage is null or stage = lookup.stage)
           and (job_category_key is null or job_category_key = lookup.category)
         order by stage, job_category_key, version desc
       ) latest
       where body is not null
       order by stage is null, job_category_key is null
       limit 1
     ) nearest`,
    [JSON.stringify(lookups.map((lookup, index) => ({ index, ...lookup })))],
  );
  const idByIndex = new Map(rows.map(({ index, id }) => [index, id]));
  return lookups.map((_lookup, index) => idByIndex.get(index) ?? null);
}
