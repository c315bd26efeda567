import { toTokyoDate } from '@goen/case-domain';
import type { ReInvitationPerson } from '@goen/case-domain/re-invitation';
import type { Em } from '@goen/case-store';
import { pgArray } from '@goen/service-kit';
import { undecidedSql } from '../selection/undecided.ts';

type PersonRow = {
  readonly id: string;
  readonly has_address: boolean;
  readonly is_erased: boolean;
  readonly invited_at: readonly string[];
  readonly has_open: boolean;
  readonly is_in_selection: boolean;
};

/**
 * What besides their cases decides whether these candidates may be written to about an opening. `exceptId`: the
 * re-invitation that asks, which does not count.
 */
export async function loadInvitationPersons(
  em: Em,
  candidateIds: readonly string[],
  exceptId: string | null = null,
): Promise<ReadonlyMap<string, ReInvitationPerson>> {
  if (candidateIds.length === 0) return new Map();
  const rows = await em.execute<PersonRow[]>(personSql, [pgArray(candidateIds), exceptId, exceptId]);
  return new Map(
    rows.map((row) => [
      row.id,
      {
        hasAddress: row.has_address,
        isErased: row.is_erased,
        invitedOn: row.invited_at.map((at) => toTokyoDate(Date.parse(at))),
        hasOpenInvitation: row.has_open,
        isInSelection: row.is_in_selection,
      },
    ]),
  );
}

/** Applications in selection are few beside former candidates, and are read once for all of these people. */
const personSql = `
  with wanted as (select unnest(?::uuid[]) as id),
  known as (
    select c.id, c.company_id, c.source_key, c.remote_id from candidate c join wanted on wanted.id = c.id
    union select a.candidate_id, a.company_id, a.source_key, a.remote_id
      from candidate_alias a join wanted on wanted.id = a.candidate_id),
  in_selection as materialized (
    select known.id from open_application o join known on known.company_id = o.company_id
      and known.remote_id = o.candidate_remote_id and known.source_key = 'connection:' || o.connection_id
    where ${undecidedSql})
  select c.id, c.email is not null as has_address, c.erased_at is not null as is_erased,
    array(select to_json(r.sent_at)#>>'{}' from re_invitation r
      where r.candidate_id = c.id and r.sent_at is not null and r.id is distinct from ?::uuid) as invited_at,
    exists (select from re_invitation r
      where r.candidate_id = c.id and r.state <> 'closed' and r.id is distinct from ?::uuid) as has_open,
    c.id in (select id from in_selection) as is_in_selection
  from candidate c join wanted on wanted.id = c.id`;
