import { toTokyoDate } from '@goen/case-domain';
import { Candidate, type Em, ReInvitation, withCompany } from '@goen/case-store';
import { formatFullName, loadActors } from '@goen/cases';
import type { NamedReInvitation, ReInvitationQuery } from '@goen/contracts/public';
import { HttpProblem, isAfter, type Page, pgArray, readCursor, toPage } from '@goen/service-kit';
import { type FilterQuery, raw } from '@mikro-orm/core';
import type { GatewayContext } from '../../http/gateway-app.ts';
import { hasReapplied, isLaterApplication } from './later-application.ts';
import { viewReInvitation } from './view-re-invitation.ts';

/** A page of a company's re-invitations, newest first. */
export async function listReInvitations(
  { orm, now }: GatewayContext,
  companyId: string,
  query: ReInvitationQuery,
): Promise<Page<NamedReInvitation>> {
  const viewedAt = now();
  const { cursor, limit, state, unanswered, reapplied, position_id: positionId, candidate_id: candidateId } = query;
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
          ...(reapplied ? [{ [raw(hasReapplied)]: true }] : []),
          ...(unanswered === 'overdue' ? [{ dueOn: { $lt: toTokyoDate(viewedAt.getTime()) } }] : []),
        ],
      },
      { orderBy: [{ createdAt: 'desc' }, { id: 'desc' }], limit: limit + 1 },
    );
    const view = await prepareView(em, rows, viewedAt);
    return toPage(rows, limit, view, ({ createdAt, id }) => ({ at: createdAt, id }));
  });
}

/** Throws `not_found`. */
export async function getReInvitation(
  { orm, now }: GatewayContext,
  companyId: string,
  id: string,
): Promise<NamedReInvitation> {
  return withCompany(orm, companyId, async (em) => {
    const row = await em.findOne(ReInvitation, { id, companyId });
    if (row === null) throw new HttpProblem('not_found');
    return (await prepareView(em, [row], now()))(row);
  });
}

/** Reads what stands beside the rows: names, and applications that reports brought and no worker has recorded yet. */
async function prepareView(
  em: Em,
  rows: readonly ReInvitation[],
  now: Date,
): Promise<(row: ReInvitation) => NamedReInvitation> {
  const people = await em.find(Candidate, { id: { $in: rows.map(({ candidateId }) => candidateId) } });
  const names = new Map(people.map((person) => [person.id, formatFullName(person)]));
  const later = await em.execute<{ id: string; applied_at: Date | string }[]>(
    `select r.id, min(a.applied_at) as applied_at from re_invitation r join application a on ${isLaterApplication('a', 'r')}
     where r.id = any(?::uuid[]) group by r.id`,
    [pgArray(rows.map(({ id }) => id))],
  );
  const laterById = new Map(later.map(({ id, applied_at: at }) => [id, new Date(at).toISOString()]));
  const viewActor = await loadActors(
    em,
    rows.map(({ createdBy }) => createdBy),
  );
  return (row) => {
    const view = viewReInvitation(row, now, viewActor);
    const name = names.get(row.candidateId) ?? null;
    return { ...view, name, reapplied_at: view.reapplied_at ?? laterById.get(row.id) ?? null };
  };
}
