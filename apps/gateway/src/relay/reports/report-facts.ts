import { withCompany } from '@goen/case-store';
import { type ReportGrouping, type ReportMeasure, reportFact } from '@goen/contracts/public';
import { readSeqCursor } from '../../http/cursor.ts';
import type { GatewayContext } from '../../http/gateway-app.ts';
import { conditionOf, groups, measures } from './measures.ts';
import { type Period, within } from './relay-report.ts';

type Query = Period & {
  readonly measure: ReportMeasure;
  readonly by: ReportGrouping;
  readonly group?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
};
type Row = { seq: string; kind: string; at: Date; case_id: string | null; introduction_id: string | null };

/** The facts that a number of the report was counted from, in their order. */
export function reportFacts(context: GatewayContext, companyId: string, query: Query) {
  const { measure, by, from, to, group, limit } = query;
  const { source, kind } = measures[measure];
  return withCompany(context.orm, companyId, async (em) => {
    const rows = await em.execute<Row[]>(
      `select s.seq, s.kind, s.at, s.case_id, s.introduction_id from (${within(source)}) s
       where ${conditionOf(measure)} and s.seq > ? ${group === undefined ? '' : `and ${groups[by]} = ?`}
       order by s.seq limit ?`,
      [
        companyId,
        `{${kind}}`,
        from,
        to,
        readSeqCursor(query.cursor),
        ...(group === undefined ? [] : [group]),
        limit + 1,
      ],
    );
    const shown = rows.slice(0, limit);
    const items = shown.map(({ seq, at, ...row }) =>
      reportFact.parse({ ...row, seq: Number(seq), at: new Date(at).toISOString() }),
    );
    return { items, next: rows.length > limit ? String(shown.at(-1)?.seq) : null };
  });
}
