import { withCompany } from '@goen/case-store';
import { type ReportFactsQuery, reportFact } from '@goen/contracts/public';
import { pgArray, readSeqCursor, toSeqPage } from '@goen/service-kit';
import type { GatewayContext } from '../../http/gateway-app.ts';
import { buildCondition, factsInPeriod, groupExpressions, measures } from './measures.ts';

type FactRow = {
  readonly seq: string;
  readonly kind: string;
  readonly at: Date;
  readonly case_id: string | null;
  readonly introduction_id: string | null;
};

/** A page of the facts that a number of the report counts, in the order in which they were recorded. */
export function listReportFacts(context: GatewayContext, companyId: string, query: ReportFactsQuery) {
  const { measure, by, from, to, group, limit } = query;
  const { source, kind } = measures[measure];
  const after = readSeqCursor(query.cursor);
  return withCompany(context.orm, companyId, async (em) => {
    const rows = await em.execute<FactRow[]>(
      `select s.seq, s.kind, s.at, s.case_id, s.introduction_id from (${factsInPeriod(source)}) s
       where ${buildCondition(measure)} and s.seq > ? ${group === undefined ? '' : `and ${groupExpressions[by]} = ?`}
       order by s.seq limit ?`,
      [companyId, pgArray([kind]), from, to, after, ...(group === undefined ? [] : [group]), limit + 1],
    );
    const view = ({ seq, at, ...row }: FactRow) =>
      reportFact.parse({ ...row, seq: Number(seq), at: new Date(at).toISOString() });
    return toSeqPage(rows, limit, view, ({ seq }) => seq);
  });
}
