import type { WordingTarget } from '@goen/contracts/internal';
import type { StageKind } from '@goen/contracts/public';
import type { Database } from '@goen/service-kit/database';
import DataLoader from 'dataloader';
import type { MailContext } from '../mail-context.ts';
import { oneLine } from '../rendering/one-line.ts';

type Wanted = Pick<WordingTarget, 'kind' | 'locale' | 'jobCategory'> & { company: string; stage: StageKind };

/** Mails that come within it share one statement; none is answered by a read from before it came. */
const windowMs = 3;
const maxQuestions = 200;

/** Categories are compared as a reader would: width and case do not matter. Null: none. */
export function jobCategoryKey(category: string | null | undefined): string | null {
  const key = oneLine(category ?? '')
    .normalize('NFKC')
    .toLowerCase();
  return key === '' ? null : key;
}

/**
 * The id of the company's version nearest to a mail, or null where it has none. Of those in use for its kind and
 * language: for its stage and category, then its stage, then its category, then all; the stage first, since thanking
 * for an interview that never was is the worse mistake.
 */
export function findNearestWordingId({ orm }: Pick<MailContext, 'orm'>, wanted: Wanted): Promise<string | null> {
  const { company, kind, locale, stage, jobCategory } = wanted;
  return getLoader(orm).load({ company, kind, locale, stage, category: jobCategoryKey(jobCategory) });
}

type Question = Omit<Wanted, 'jobCategory'> & { category: string | null };
type Loader = DataLoader<Question, string | null>;
const loaders = new WeakMap<Database, Loader>();

function getLoader(orm: Database): Loader {
  const known = loaders.get(orm);
  if (known) return known;
  const batchScheduleFn = (run: () => void) => void setTimeout(run, windowMs);
  const loader = new DataLoader<Question, string | null>((questions) => findNearestIds(orm, questions), {
    cache: false,
    maxBatchSize: maxQuestions,
    batchScheduleFn,
  });
  loaders.set(orm, loader);
  return loader;
}

async function findNearestIds(orm: Database, questions: readonly Question[]): Promise<(string | null)[]> {
  const rows = await orm.em.fork().execute<{ nth: number; id: string }[]>(
    `select asked.nth, nearest.id
     from jsonb_to_recordset(?::jsonb)
       as asked(nth int, company uuid, kind text, locale text, stage text, category text)
     cross join lateral (
       select id from (
         select distinct on (stage, job_category_key) id, stage, job_category_key, body from wording_version
         where company_id = asked.company and kind = asked.kind and locale = asked.locale
           and (stage is null or stage = asked.stage)
           and (job_category_key is null or job_category_key = asked.category)
         order by stage, job_category_key, version desc
       ) latest
       where body is not null
       order by stage is null, job_category_key is null
       limit 1
     ) nearest`,
    [JSON.stringify(questions.map((question, nth) => ({ nth, ...question })))],
  );
  const found = new Map(rows.map(({ nth, id }) => [nth, id]));
  return questions.map((_question, nth) => found.get(nth) ?? null);
}
