import { atsVendors, fillApplicationUrl } from '@goen/ats';
import { countBusinessDaysSince, findDateBusinessDaysAgo, toTokyoDate, toTokyoMs } from '@goen/case-domain';
import { Connection, type Em, withCompany } from '@goen/case-store';
import { undecidedSql } from '@goen/cases';
import type { WaitingApplicationPage, WaitingApplicationQuery } from '@goen/contracts/public';
import { readCursor, toPage } from '@goen/service-kit';
import type { GatewayContext } from '../../http/gateway-app.ts';
import { readCompanySettings } from '../../services/read-company-settings.ts';

type Row = {
  readonly id: string;
  readonly connection_id: string;
  readonly application_remote_id: string;
  readonly candidate_remote_id: string | null;
  readonly stage: string | null;
  readonly moved_at: string;
  readonly seen_at: string;
};
type StageRow = { readonly stage: string | null; readonly count: number; readonly oldest: string };

const dayMinutes = 24 * 60;
const maxStages = 100;

/** A page of the applications that wait too long, with the counts over all of them, from one snapshot. */
export function listWaitingApplications(
  { orm, now }: GatewayContext,
  companyId: string,
  query: WaitingApplicationQuery,
): Promise<WaitingApplicationPage> {
  return withCompany(orm, companyId, async (em) => {
    const { hours, waitingAfterBusinessDays } = await readCompanySettings(em, companyId);
    const afterDays = query.business_days ?? waitingAfterBusinessDays;
    const today = toTokyoDate(now().getTime());
    const lastDate = findDateBusinessDaysAgo(today, afterDays, hours);
    // Hours that never open: no business day passes.
    const before = lastDate === null ? new Date(0) : new Date(toTokyoMs(lastDate, dayMinutes));
    const scope = [companyId, before, query.connection_id ?? null, query.connection_id ?? null];
    const stages = await em.execute<StageRow[]>(
      `select stage, count(*)::int as count, to_json(min(moved_at)) #>> '{}' as oldest from open_application o where ${isWaiting}
       group by stage order by count desc, stage`,
      scope,
    );
    const after = readCursor(query.cursor);
    const rows = await em.execute<Row[]>(
      `select o.id, o.connection_id, o.application_remote_id, o.candidate_remote_id, o.stage,
         to_json(o.moved_at) #>> '{}' as moved_at, to_json(o.seen_at) #>> '{}' as seen_at
       from open_application o where ${isWaiting}
         and (o.moved_at, o.id) > (coalesce(?::timestamptz, '-infinity'), ?::uuid)
       order by o.moved_at, o.id limit ?`,
      [...scope, after?.at ?? null, after?.id ?? '00000000-0000-0000-0000-000000000000', query.limit + 1],
    );
    const toUrl = await createUrls(em, rows);
    const page = toPage(
      rows,
      query.limit,
      (row) => ({
        connection_id: row.connection_id,
        application_remote_id: row.application_remote_id,
        candidate_remote_id: row.candidate_remote_id,
        stage: row.stage,
        moved_at: toIso(row.moved_at),
        business_days: countBusinessDaysSince(toTokyoDate(Date.parse(row.moved_at)), today, hours),
        seen_at: toIso(row.seen_at),
        url: toUrl(row),
      }),
      ({ moved_at: movedAt, id }) => ({ at: new Date(movedAt), id }),
    );
    const oldest = stages.map((row) => toIso(row.oldest)).toSorted()[0] ?? null;
    return {
      ...page,
      after_business_days: afterDays,
      count: stages.reduce((sum, { count }) => sum + count, 0),
      oldest_moved_at: oldest,
      stages: stages
        .slice(0, maxStages)
        .map((row) => ({ stage: row.stage, count: row.count, oldest_moved_at: toIso(row.oldest) })),
    };
  });
}

/** For longer than allowed. */
const isWaiting = `o.company_id = ? and o.moved_at < ? and (?::uuid is null or o.connection_id = ?::uuid)
  and ${undecidedSql}`;

const toIso = (text: string): string => new Date(text).toISOString();

/** By the settings of the connections as they are now. */
async function createUrls(em: Em, rows: readonly Row[]): Promise<(row: Row) => string | null> {
  const connections = await em.find(Connection, { id: { $in: [...new Set(rows.map((row) => row.connection_id))] } });
  const templates = new Map(
    connections.map(({ id, kind, settings }) => {
      const vendor = atsVendors.get(kind);
      const parsed = vendor?.settings.safeParse(settings);
      return [id, parsed?.success ? (vendor?.applicationUrl?.(parsed.data) ?? null) : null];
    }),
  );
  return ({ connection_id: connectionId, application_remote_id: applicationId, candidate_remote_id: candidateId }) => {
    const template = templates.get(connectionId) ?? null;
    return template && fillApplicationUrl(template, { applicationId, candidateId });
  };
}
