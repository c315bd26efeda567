import { type Em, fillSearchColumns, toSearchGrams } from '@goen/case-store';
import { toSearchWords } from '@goen/contracts/text';
import { pgArray } from '@goen/service-kit';

/** More than anybody reads through: who looks for one person adds a word. */
const maxPeople = 2_000;

/** The candidates of a company whose names, readings, addresses or jobs have all words of `text`, whoever is mailed. */
export async function findPeople(
  em: Em,
  companyId: string,
  text: string,
  limit = maxPeople,
): Promise<ReadonlySet<string>> {
  const words = toSearchWords(text);
  await fillSearchColumns((sql, values) => em.execute(sql, values));
  const likes = words.map(() => 'search_key like ?').join(' and ');
  const rows = await em.execute<{ id: string }[]>(
    `select id from pool.own_candidate where erased_at is null and search_grams @> ?::int[] and ${likes}
     order by last_rejected_at desc, id desc limit ?`,
    [
      pgArray(toSearchGrams(companyId, words.join(' '))),
      ...words.map((word) => `%${word.replaceAll(/[\\%_]/g, '\\$&')}%`),
      limit,
    ],
  );
  return new Set(rows.map(({ id }) => id));
}
