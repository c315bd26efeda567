import type { Em } from '@goen/case-store';
import { pgArray } from '@goen/service-kit';
import { emitEvents } from '@goen/webhooks';
import { loadCases } from '../load-case.ts';
import { refreshProjection } from '../projection/refresh-projection.ts';
import { enqueueWakeUp } from '../wake-case.ts';

type Scope = { readonly companyId: string; readonly now: Date };

/** Asks the members whose these addresses are; a question that is open already is not asked again. */
export async function openAddressQuestions(
  em: Em,
  { companyId, now }: Scope,
  personHashes: ReadonlySet<string>,
): Promise<void> {
  const opened = await em.execute<{ id: string }[]>(
    `insert into shared_address (id, company_id, person_hash, state, created_at)
     select gen_random_uuid(), ?, hash, 'open', ?::timestamptz from unnest(?::text[]) hash order by hash
     on conflict (company_id, person_hash) do update set state = 'open', owner_id = null, decided_by = null,
       decided_at = null, created_at = excluded.created_at where shared_address.state <> 'open'
     returning id`,
    [companyId, now, pgArray([...personHashes])],
  );
  const questions = opened.map(({ id }) => ({ shared_address_id: id }));
  await emitEvents(em, companyId, 'address.shared', questions, { at: now });
}

/** Addresses that only one person has left, by a correction or a merge, are theirs again. */
export async function closeAddressQuestions(em: Em, scope: Scope, personHashes: ReadonlySet<string>): Promise<void> {
  const hashes = [scope.companyId, pgArray([...personHashes])];
  const released = await em.execute<{ id: string }[]>(
    `update candidate owner set address_state = null
     where company_id = ? and person_hash = any(?::text[]) and address_state = 'shared' and not exists (
       select 1 from candidate other where other.company_id = owner.company_id and other.person_hash = owner.person_hash
         and other.id <> owner.id and other.erased_at is null and other.merged_into is null)
       and not exists (select 1 from offer where ${isOfAnother})
     returning id`,
    hashes,
  );
  await em.execute(
    `delete from shared_address asked where company_id = ? and person_hash = any(?::text[]) and state = 'open'
       and not exists (select 1 from candidate sharer where sharer.company_id = asked.company_id
         and sharer.person_hash = asked.person_hash and sharer.address_state = 'shared')`,
    hashes,
  );
  await refreshOpenCases(
    em,
    scope,
    released.map(({ id }) => id),
  );
}

/** An offer of somebody else who has the address of `owner`: named, and taken for none of the owner's own. */
const isOfAnother = `offer.company_id = owner.company_id and offer.person_hashes @> array[owner.person_hash]
  and offer.name_hashes <> '{}' and not exists (
    select 1 from fact where fact.candidate_id = owner.id
      and fact.kind in ('candidate.hired', 'candidate.offer_ended')
      and (fact.data ->> 'at')::timestamptz = offer.occurred_at
      and fact.data -> 'application' ->> 'remoteId' is not distinct from offer.application_remote_id)`;

/** Evaluates the open cases of candidates whose address state changed, and wakes them. */
export async function refreshOpenCases(em: Em, { now }: Scope, candidateIds: readonly string[]): Promise<void> {
  if (candidateIds.length === 0) return;
  const open = await em.execute<{ id: string }[]>(
    `select id from follow_up_case where candidate_id = any(?::uuid[]) and state = 'open' order by id for update`,
    [pgArray(candidateIds)],
  );
  const cases = await loadCases(
    em,
    open.map(({ id }) => id),
  );
  for (const loaded of cases.values()) {
    await refreshProjection(em, loaded, now.getTime());
    await enqueueWakeUp(em, loaded.row, now);
  }
}
