import { SyncTarget } from '../entities/sync.ts';
import type { Em } from '../sessions.ts';

const zeroId = '00000000-0000-0000-0000-000000000000';

/** From now on changes of the company's candidates are pushed to this connection. */
export async function openSyncTarget(
  em: Em,
  { id, companyId }: { readonly id: string; readonly companyId: string },
  reach: SyncTarget['reach'],
): Promise<void> {
  await em.execute(
    'insert into sync_target (connection_id, company_id, reach) values (?, ?, ?) on conflict (connection_id) do nothing',
    [id, companyId, reach],
  );
}

/** Starts pushing the whole pool, in batches. Returns false for a connection that receives no candidates. */
export async function startFilling(em: Em, connectionId: string): Promise<boolean> {
  return (await em.nativeUpdate(SyncTarget, { connectionId }, { fillAfter: zeroId })) === 1;
}

/**
 * Makes the next candidates of the pool due, at most `limit`, continuing where the last call ended; erased ones
 * and those kept for the result only are left out. In a session of the company.
 */
export async function fillTarget(em: Em, connectionId: string, limit: number): Promise<void> {
  await em.execute(
    `with target as (select * from sync_target where connection_id = ? and fill_after is not null for update),
     next as (
       select candidate.id from candidate, target
       where candidate.company_id = target.company_id and candidate.id > target.fill_after
         and erased_at is null and merged_into is null and not result_only and not unconfirmed
         and (reach = 'all' or exists (select 1 from application a
           where a.candidate_id = candidate.id and a.source_key = 'connection:' || target.connection_id))
       order by candidate.id limit ?),
     -- A row locked by an intake becomes due through the intake, so it is skipped here.
     known as (
       select r.candidate_id from sync_record r, target
       where r.connection_id = target.connection_id and r.candidate_id in (select id from next) and r.state <> 'erased'
       order by r.candidate_id for update of r skip locked),
     again as (
       update sync_record r set version = r.version + 1, state = 'pending', attempts = 0, failing_since = null, due_at = now()
       from target where r.connection_id = target.connection_id and r.candidate_id in (select candidate_id from known)),
     filled as (
       insert into sync_record (connection_id, candidate_id, company_id, state, due_at)
       select target.connection_id, next.id, target.company_id, 'pending', now() from next, target order by next.id
       on conflict (connection_id, candidate_id) do nothing)
     update sync_target set fill_after = (select id from next order by id desc limit 1)
     where connection_id in (select connection_id from target)`,
    [connectionId, limit],
  );
}
