import type { StageKind, WordingTarget, WordingText } from '@goen/contracts';
import type { MailContext } from '../mail-context.ts';
import { oneLine } from '../templates/one-line.ts';

type Wanted = Pick<WordingTarget, 'kind' | 'locale' | 'jobCategory'> & { company: string; stage: StageKind };

/** Categories are compared as a reader would: width and case do not matter. Null: none. */
export function jobCategoryKey(category: string | null | undefined): string | null {
  const key = oneLine(category ?? '')
    .normalize('NFKC')
    .toLowerCase();
  return key === '' ? null : key;
}

/**
 * The company's wording nearest to a mail, or null where it has none. Of those in use for its kind and language: for
 * its stage and category, then its stage, then its category, then all; the stage first, since thanking for an
 * interview that never was is the worse mistake.
 */
export async function findNearest(
  { orm }: Pick<MailContext, 'orm'>,
  { company, kind, locale, stage, jobCategory }: Wanted,
): Promise<(WordingText & { id: string }) | null> {
  const [nearest] = await orm.em.fork().execute<(WordingText & { id: string })[]>(
    `select id, subject, body from (
       select distinct on (stage, job_category_key) * from wording_version
       where company_id = ? and kind = ? and locale = ?
         and (stage is null or stage = ?) and (job_category_key is null or job_category_key = ?)
       order by stage, job_category_key, version desc
     ) latest
     where subject is not null
     order by stage is null, job_category_key is null
     limit 1`,
    [company, kind, locale, stage, jobCategoryKey(jobCategory)],
  );
  return nearest ?? null;
}
