import { type Em, withCompany } from '@goen/case-store';
import { type ResultFactsQuery, resultFact } from '@goen/contracts/public';
import { pgArray, readSeqCursor, toSeqPage } from '@goen/service-kit';
import type { GatewayContext } from '../../../http/gateway-app.ts';
import { refreshReportDays } from '../refresh-report-days.ts';
import { findPersons } from './find-persons.ts';
import { toDays } from './months.ts';
import { factsOfDay, resultMeasures, toColumns } from './result-measures.ts';

type FactRow = {
  readonly seq: string;
  readonly kind: string;
  readonly at: Date;
  readonly detail: string;
  readonly case_id: string | null;
  readonly introduction_id: string | null;
  readonly re_invitation_id: string | null;
};

/** A page of the facts that a number of the results counts, in the order in which they were recorded. */
export function listResultFacts({ orm }: GatewayContext, companyId: string, query: ResultFactsQuery) {
  const after = readSeqCursor(query.cursor);
  return withCompany(orm, companyId, async (em) => {
    await refreshReportDays(em, companyId);
    const rows = await readFacts(em, companyId, query, after);
    const personOf = await findPersons(em, companyId, rows);
    const view = ({ seq, at, ...row }: FactRow) =>
      resultFact.parse({ ...row, ...personOf(row), seq: Number(seq), at: new Date(at).toISOString() });
    return toSeqPage(rows, query.limit, view, ({ seq }) => seq);
  });
}

/** Reads only the days that have facts of the number. */
function readFacts(em: Em, companyId: string, query: ResultFactsQuery, after: number): Promise<FactRow[]> {
  const { measure, detail, limit } = query;
  const { source, kinds } = resultMeasures[measure];
  const columns = toColumns(measure);
  const [from, to] = toDays(query);
  const days =
    source === 're_invitations'
      ? { sql: `select d::date as day from generate_series(?::date, ?::date - 1, '1 day') d`, values: [from, to] }
      : {
          sql: `select distinct day from report_result where company_id = ? and measure = ? and month >= ? and month < ?`,
          values: [companyId, measure, from, to],
        };
  return em.execute<FactRow[]>(
    `select s.seq, s.kind, s.at, ${columns.detail} as detail, s.case_id, s.introduction_id, s.re_invitation_id
     from (${days.sql}) listed cross join lateral (${factsOfDay(source)}) s
     where s.seq > ? and ${columns.counts} and ${columns.month} >= ?::date and ${columns.month} < ?::date
       ${detail === undefined ? '' : `and ${columns.detail} = ?`}
     order by s.seq limit ?`,
    [...days.values, companyId, pgArray(kinds), after, from, to, ...(detail === undefined ? [] : [detail]), limit + 1],
  );
}
