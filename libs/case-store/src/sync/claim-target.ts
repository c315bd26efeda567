import { roundedNow } from '@goen/service-kit/database';
import { type Database, type Em, withSync } from '../sessions.ts';

export type ClaimedTarget = {
  readonly connectionId: string;
  readonly companyId: string;
  /** Identifies the claim: an expired claim that another replaced releases nothing. */
  readonly lease: number;
  /** Batches that failed since the last success. */
  readonly faults: number;
  readonly isFilling: boolean;
};

/**
 * Claims the connection whose push is due longest: for `leaseMs` nobody else pushes to it, which keeps a candidate's
 * changes in order and the CRM's limits. Null when nothing is due.
 */
export function claimTarget(orm: Database, leaseMs: number): Promise<ClaimedTarget | null> {
  return withSync(orm, (em) => claimDueTarget(em, leaseMs));
}

export async function claimDueTarget(em: Em, leaseMs: number): Promise<ClaimedTarget | null> {
  const [row] = await em.execute<Row[]>(
    `update sync_target set lease = lease + 1, leased_until = now() + make_interval(secs => ?::float8 / 1000)
       where connection_id = (
         select connection_id from sync_target target
         where not paused and held_until <= ${roundedNow} and leased_until <= ${roundedNow} and (fill_after is not null or exists (
           select 1 from sync_record r where r.connection_id = target.connection_id and r.due_at <= ${roundedNow}))
         order by leased_until, connection_id limit 1 for update skip locked)
       returning connection_id, company_id, lease, faults, fill_after is not null as filling`,
    [leaseMs],
  );
  if (row === undefined) return null;
  const { connection_id: connectionId, company_id: companyId, lease, faults, filling: isFilling } = row;
  return { connectionId, companyId, lease: Number(lease), faults, isFilling };
}
type Row = { connection_id: string; company_id: string; lease: string; faults: number; filling: boolean };

/** Extends a claim to `leaseMs` from now. False when the connection was claimed by another. */
export async function renewTarget(
  orm: Database,
  { connectionId, lease }: ClaimedTarget,
  leaseMs: number,
): Promise<boolean> {
  const rows = await withSync(orm, (em) =>
    em.execute<unknown[]>(
      `update sync_target set leased_until = now() + make_interval(secs => ?::float8 / 1000)
       where connection_id = ? and lease = ? returning connection_id`,
      [leaseMs, connectionId, lease],
    ),
  );
  return rows.length > 0;
}

/** Releases the connection; it can be claimed again after `holdMs`. */
export async function releaseTarget(
  orm: Database,
  { connectionId, lease }: ClaimedTarget,
  { holdMs = 0, faults }: { readonly holdMs?: number; readonly faults: number },
): Promise<void> {
  await withSync(orm, (em) =>
    em.execute(
      `update sync_target set leased_until = now(), faults = ?, held_until = now() + make_interval(secs => ?::float8 / 1000)
       where connection_id = ? and lease = ?`,
      [faults, holdMs, connectionId, lease],
    ),
  );
}
