import type { Em } from '@goen/case-store';
import { pgArray } from '@goen/service-kit';
import { newId } from '../new-id.ts';

export type OpenApplicationNews = {
  readonly applicationId: string;
  readonly candidateId: string | null;
  readonly stage: string | null;
  /** RFC 3339; null: the source does not say. */
  readonly movedAt: string | null;
};

/** What a source says about applications that it has not decided about. */
export type SelectionNews = {
  readonly open: readonly OpenApplicationNews[];
  /** Decided, withdrawn or with an offer: nobody waits there any more. */
  readonly settled: readonly string[];
};

type Source = { readonly companyId: string; readonly connectionId: string };
type Sighting = {
  readonly seenAt: Date;
  /** What only says again what is known is not written before this time has passed. */
  readonly refreshAfterHours?: number;
};

/**
 * Stores which applications are in selection, in the caller's transaction. Older news than what is stored changes
 * nothing. Without a time from the source, an application moved when it was first seen at its stage.
 */
export async function recordSelection(
  em: Em,
  { companyId, connectionId }: Source,
  { open, settled }: SelectionNews,
  { seenAt, refreshAfterHours = 0 }: Sighting,
): Promise<void> {
  const byId = new Map(open.map((application) => [application.applicationId, application]));
  // In one order, so that concurrent writers wait for each other instead of deadlocking.
  const rows = [...byId.values()]
    .toSorted((a, b) => (a.applicationId < b.applicationId ? -1 : 1))
    .map(({ applicationId, candidateId, stage, movedAt }) => ({
      id: newId(),
      application: applicationId,
      candidate: candidateId,
      stage,
      moved_at: movedAt,
    }));
  if (rows.length > 0) {
    await em.execute(upsertSql, [companyId, connectionId, JSON.stringify(rows), seenAt, refreshAfterHours]);
  }
  if (settled.length > 0) {
    await em.execute(
      `delete from open_application
       where connection_id = ? and application_remote_id = any(?::text[]) and seen_at <= ?`,
      [connectionId, pgArray(settled), seenAt],
    );
  }
}

/** A `moved_at` that is the time of the sighting came from no source: at the same stage, the earlier one stays. */
const upsertSql = `
  insert into open_application as known
    (id, company_id, connection_id, application_remote_id, candidate_remote_id, stage, moved_at, seen_at)
  select r.id, ?::uuid, ?::uuid, r.application, r.candidate, r.stage, coalesce(least(r.moved_at, s.at), s.at), s.at
  from jsonb_to_recordset(?::jsonb) as r (id uuid, application text, candidate text, stage text, moved_at timestamptz),
    (select ?::timestamptz(3) as at) s
  on conflict (connection_id, application_remote_id) do update set
    candidate_remote_id = excluded.candidate_remote_id, stage = excluded.stage, seen_at = excluded.seen_at,
    moved_at = case when excluded.moved_at = excluded.seen_at and known.stage is not distinct from excluded.stage
      then known.moved_at else excluded.moved_at end
  where known.seen_at <= excluded.seen_at and (
    known.stage is distinct from excluded.stage
    or excluded.moved_at not in (known.moved_at, excluded.seen_at)
    or known.seen_at <= excluded.seen_at - make_interval(hours => ?))`;

/** Applications that the source no longer lists, after it listed all that are in selection since `since`. */
export async function forgetUnlisted(em: Em, connectionId: string, since: Date): Promise<void> {
  await em.execute('delete from open_application where connection_id = ? and seen_at < ?', [connectionId, since]);
}
