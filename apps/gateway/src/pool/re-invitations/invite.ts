import { type Em, ReInvitation, withCompany } from '@goen/case-store';
import { type AuditActor, loadReInvitation, recordAudit, refreshReInvitation, wakeReInvitation } from '@goen/cases';
import type { InvitationResults, NewInvitations } from '@goen/contracts/public';
import { formatActor } from '@goen/contracts/workflow';
import type { GatewayContext } from '../../http/gateway-app.ts';
import {
  findOpenPosition,
  type InvitationRequest,
  type PreparedInvitation,
  prepareInvitation,
} from './prepare-invitation.ts';

type Result = InvitationResults['results'][number];

/**
 * Plans the mail about an opening to each of these former candidates who may be written to, all in one transaction, and
 * starts their workflows. Throws `not_found`, `position_closed` and `invalid_request`.
 */
export function inviteFormerCandidates(
  { orm, now }: GatewayContext,
  companyId: string,
  positionId: string,
  { candidate_ids: ids, owner, actor, what_is_new: whatIsNew }: NewInvitations & { readonly actor: AuditActor },
): Promise<InvitationResults> {
  return withCompany(orm, companyId, async (em) => {
    const position = await findOpenPosition(em, companyId, positionId);
    const request = { position, whatIsNew: whatIsNew ?? null, owner, by: formatActor(actor), now: now() };
    const results: Result[] = [];
    for (const id of ids) results.push(await inviteOne(em, id, request));
    const created = results.flatMap(({ re_invitation_id: id }) => id ?? []);
    if (created.length > 0) {
      const subject = { type: 'position', id: positionId };
      const data = { re_invitation_ids: created };
      await recordAudit(em, { companyId, actor, action: 'former_candidates.invited', subject, data });
    }
    return { results };
  });
}

async function inviteOne(em: Em, candidateId: string, request: InvitationRequest): Promise<Result> {
  const refused = (blocks: PreparedInvitation['blocks']): Result => ({
    candidate_id: candidateId,
    re_invitation_id: null,
    blocks: [...blocks],
  });
  const prepared = await prepareInvitation(em, candidateId, request);
  if (prepared === null) return refused([]);
  const { row, blocks } = prepared;
  if (blocks.length > 0) return refused(blocks);
  // Another request may invite the same person right now.
  const inserted = await em.execute<unknown[]>(
    `insert into re_invitation (id, company_id, position_id, candidate_id, case_id, about, job_name, applied_on, owner,
       created_by, state, next_step, next_step_at, created_at)
     values (?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?::jsonb, ?, ?, ?, ?, ?)
     on conflict (candidate_id) where state <> 'closed' do nothing returning id`,
    [
      row.id,
      row.companyId,
      row.positionId,
      row.candidateId,
      row.caseId,
      JSON.stringify(row.about),
      row.jobName,
      row.appliedOn,
      JSON.stringify(row.owner),
      row.createdBy,
      row.state,
      row.nextStep,
      row.nextStepAt,
      row.createdAt,
    ],
  );
  if (inserted.length === 0) return refused([{ reason: 'already_invited', until: null }]);
  const stored = await em.findOneOrFail(ReInvitation, { id: row.id });
  await refreshReInvitation(em, await loadReInvitation(em, stored, request.now.getTime()), request.now.getTime());
  await wakeReInvitation(em, stored, request.now);
  return { candidate_id: candidateId, re_invitation_id: row.id, blocks: [] };
}
