import { toTokyoDate } from '@goen/case-domain';
import type { ReInvitationPerson } from '@goen/case-domain/re-invitation';
import type { Em } from '@goen/case-store';
import { pgArray } from '@goen/service-kit';

type PersonRow = {
  readonly id: string;
  readonly has_address: boolean;
  readonly is_erased: boolean;
  readonly invited_at: readonly string[];
  readonly has_open: boolean;
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
  const rows = await em.execute<PersonRow[]>(personSql, [exceptId, exceptId, pgArray(candidateIds)]);
  return new Map(
    rows.map((row) => [
      row.id,
      {
        hasAddress: row.has_address,
        isErased: row.is_erased,
        invitedOn: row.invited_at.map((at) => toTokyoDate(Date.parse(at))),
        hasOpenInvitation: row.has_open,
      },
    ]),
  );
}

const personSql = `
  select c.id, c.email is not null as has_address, c.erased_at is not null as is_erased,
    array(select to_json(r.sent_at)#>>'{}' from re_invitation r
      where r.candidate_id = c.id and r.sent_at is not null and r.id is distinct from ?::uuid) as invited_at,
    exists (select from re_invitation r
      where r.candidate_id = c.id and r.state <> 'closed' and r.id is distinct from ?::uuid) as has_open
  from candidate c where c.id = any(?::uuid[])`;
