import type { Em } from '@goen/case-store';
import { appendReInvitationFact, wakeReInvitation } from './re-invitations.ts';

type Row = { readonly id: string; readonly company_id: string };
const toKeys = ({ id, company_id: companyId }: Row) => ({ id, companyId });

/** Ends the open re-invitations of a person who is erased, and deletes what is personal of the closed ones. */
export async function eraseReInvitations(em: Em, candidateId: string, at: Date): Promise<void> {
  await em.execute('delete from revisit where candidate_id = ?', [candidateId]);
  const open = await em.execute<(Row & { readonly state: string })[]>(
    `update re_invitation set job_name = null, applied_on = null, ask_again_on = null where candidate_id = ?
     returning id, company_id, state`,
    [candidateId],
  );
  for (const row of open.filter(({ state }) => state !== 'closed')) {
    await appendReInvitationFact(em, toKeys(row), {
      kind: 'candidate.withdrew',
      at,
      data: {},
      dedupeKey: 'candidate.withdrew',
    });
    await wakeReInvitation(em, toKeys(row), at);
  }
}

/** Of two merged candidates, the later's open re-invitation ends when the older has one: a person is asked about one opening at a time. */
export async function settleMergedReInvitations(em: Em, olderId: string, laterId: string, at: Date): Promise<void> {
  const ended = await em.execute<Row[]>(
    `update re_invitation set state = 'closed', ended = 'withdrawn', closed_at = ?, next_step = 'none', next_step_at = null
     where candidate_id = ? and state <> 'closed'
       and exists (select from re_invitation where candidate_id = ? and state <> 'closed')
     returning id, company_id`,
    [at, laterId, olderId],
  );
  for (const row of ended) {
    const data = { ended: 'withdrawn' as const };
    await appendReInvitationFact(em, toKeys(row), { kind: 're_invitation.closed', at, data });
    await wakeReInvitation(em, toKeys(row), at);
  }
}
