import { toTokyoDate } from '@goen/case-domain';
import { ReInvitation, withCompany } from '@goen/case-store';
import { loadActors } from '@goen/cases';
import type { ReInvitationQuery, ReInvitationView } from '@goen/contracts/public';
import { HttpProblem, isAfter, type Page, readCursor, toPage } from '@goen/service-kit';
import type { FilterQuery } from '@mikro-orm/core';
import type { GatewayContext } from '../../http/gateway-app.ts';
import { viewReInvitation } from './view-re-invitation.ts';

/** A page of a company's re-invitations, newest first. */
export async function listReInvitations(
  { orm, now }: GatewayContext,
  companyId: string,
  query: ReInvitationQuery,
): Promise<Page<ReInvitationView>> {
  const viewedAt = now();
  const { cursor, limit, state, unanswered, position_id: positionId, candidate_id: candidateId } = query;
  const isUnanswered: FilterQuery<ReInvitation> = { state: 'interested', reply: null };
  return withCompany(orm, companyId, async (em) => {
    const rows = await em.find(
      ReInvitation,
      {
        $and: [
          { companyId, ...isAfter('createdAt', readCursor(cursor)) },
          ...(state ? [{ state }] : []),
          ...(positionId ? [{ positionId }] : []),
          ...(candidateId ? [{ candidateId }] : []),
          ...(unanswered ? [isUnanswered] : []),
          ...(unanswered === 'overdue' ? [{ dueOn: { $lt: toTokyoDate(viewedAt.getTime()) } }] : []),
        ],
      },
      { orderBy: [{ createdAt: 'desc' }, { id: 'desc' }], limit: limit + 1 },
    );
    const viewActor = await loadActors(
      em,
      rows.map(({ createdBy }) => createdBy),
    );
    return toPage(
      rows,
      limit,
      (row) => viewReInvitation(row, viewedAt, viewActor),
      ({ createdAt, id }) => ({ at: createdAt, id }),
    );
  });
}

/** Throws `not_found`. */
export async function getReInvitation(
  { orm, now }: GatewayContext,
  companyId: string,
  id: string,
): Promise<ReInvitationView> {
  return withCompany(orm, companyId, async (em) => {
    const row = await em.findOne(ReInvitation, { id, companyId });
    if (row === null) throw new HttpProblem('not_found');
    return viewReInvitation(row, now(), await loadActors(em, [row.createdBy]));
  });
}
