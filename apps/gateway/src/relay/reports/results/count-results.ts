import type { Em } from '@goen/case-store';
import { type CountedMeasure, countedMeasure } from '@goen/contracts/public';
import { pgArray } from '@goen/service-kit';
import { factsOfDay, type ResultSource, resultMeasures, toColumns } from './result-measures.ts';

/** Sources whose facts are counted day by day. Mails of re-invitations are few, and counted when somebody asks. */
const countedSources: readonly ResultSource[] = ['cases', 'introductions'];

/** Counts the days again in the company's session. */
export async function countResults(em: Em, companyId: string, days: readonly string[]): Promise<void> {
  const listed = pgArray(days);
  await em.execute('delete from report_result where company_id = ? and day = any(?::date[])', [companyId, listed]);
  for (const source of countedSources) {
    const names = countedMeasure.options.filter((name) => resultMeasures[name].source === source);
    await em.execute(
      `insert into report_result (company_id, day, month, measure, detail, facts)
       select ?::uuid, listed.day, counted.month, counted.measure, coalesce(counted.detail, ''), count(*)
       from unnest(?::date[]) as listed (day) cross join lateral (${factsOfDay(source)}) s
       cross join lateral (${names.map(selectCounted).join(' union all ')}) counted
       group by 2, 3, 4, 5`,
      [companyId, listed, companyId, pgArray(listKinds(names))],
    );
  }
}

function selectCounted(name: CountedMeasure): string {
  const { counts, month, detail } = toColumns(name);
  return `select '${name}' as measure, ${month} as month, ${detail} as detail where ${counts}`;
}

const listKinds = (names: readonly CountedMeasure[]) => [
  ...new Set(names.flatMap((name) => resultMeasures[name].kinds)),
];
