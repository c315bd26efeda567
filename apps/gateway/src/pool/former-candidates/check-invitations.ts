import { findReInvitationBlocks } from '@goen/case-domain/re-invitation';
import type { Em, Position } from '@goen/case-store';
import { loadCases, loadInvitationPersons } from '@goen/cases';
import type { ReInvitationBlock } from '@goen/contracts/workflow';
import { pgArray } from '@goen/service-kit';

export type Blocks = ReadonlyMap<string, readonly ReInvitationBlock[]>;

/** Why each of these former candidates may not be written to about an opening now; nothing: they may. */
export async function checkInvitations(
  em: Em,
  { requiredIds, desiredIds }: Position,
  candidateIds: readonly string[],
  now: Date,
): Promise<Blocks> {
  const current = await em.execute<{ candidate_id: string; case_id: string | null }[]>(currentCaseSql, [
    pgArray(candidateIds),
  ]);
  const cases = await loadCases(
    em,
    current.flatMap(({ case_id: id }) => id ?? []),
  );
  const persons = await loadInvitationPersons(em, candidateIds);
  const opening = [...requiredIds, ...desiredIds];
  return new Map(
    current.map(({ candidate_id: id, case_id: caseId }) => {
      const loaded = cases.get(caseId ?? '');
      const person = persons.get(id);
      if (!loaded || !person) return [id, [{ reason: 'may_not_email', until: null }]];
      return [id, findReInvitationBlocks(loaded.file, person, opening, now.getTime())];
    }),
  );
}

const currentCaseSql = `
  select given.id as candidate_id,
    (select f.id from follow_up_case f where f.candidate_id = given.id
      order by f.state desc, f.opened_at desc, f.id desc limit 1) as case_id
  from unnest(?::uuid[]) given (id)`;
