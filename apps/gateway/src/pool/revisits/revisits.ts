import { Candidate, type Em, Revisit, withCompany } from '@goen/case-store';
import { type AuditActor, loadActors, recordAudit, type ViewActor } from '@goen/cases';
import type { RevisitQuery, revisitView, SaveRevisit } from '@goen/contracts/public';
import { formatActor } from '@goen/contracts/workflow';
import { HttpProblem, type Page, readCursor, toPage } from '@goen/service-kit';
import type { z } from 'zod';
import type { GatewayContext } from '../../http/gateway-app.ts';

type View = z.infer<typeof revisitView>;

/** Saves when a recruiter comes back to a former candidate; replaces an earlier date. Throws `not_found`. */
export function saveRevisit(
  { orm, now }: GatewayContext,
  companyId: string,
  candidateId: string,
  { revisit_on: revisitOn, note, actor }: SaveRevisit & { readonly actor: AuditActor },
): Promise<View> {
  return withCompany(orm, companyId, async (em) => {
    const id = await findCandidateId(em, companyId, candidateId);
    const savedBy = formatActor(actor);
    const row = await em.upsert(Revisit, { candidateId: id, companyId, revisitOn, note, savedBy, savedAt: now() });
    await recordAudit(em, { companyId, actor, action: 'revisit.saved', subject: { type: 'candidate', id } });
    return viewRevisit(row, await loadActors(em, [savedBy]));
  });
}

/** Throws `not_found`. */
export function removeRevisit(
  { orm }: GatewayContext,
  companyId: string,
  candidateId: string,
  actor: AuditActor,
): Promise<void> {
  return withCompany(orm, companyId, async (em) => {
    const id = await findCandidateId(em, companyId, candidateId);
    if ((await em.nativeDelete(Revisit, { candidateId: id, companyId })) === 0) throw new HttpProblem('not_found');
    await recordAudit(em, { companyId, actor, action: 'revisit.removed', subject: { type: 'candidate', id } });
  });
}

/** The person's own row, also after a merge. Of an erased person nothing is noted. */
async function findCandidateId(em: Em, companyId: string, id: string): Promise<string> {
  const candidate = await em.findOne(Candidate, { id, companyId });
  if (candidate?.mergedInto) return findCandidateId(em, companyId, candidate.mergedInto);
  if (!candidate || candidate.erasedAt) throw new HttpProblem('not_found');
  return candidate.id;
}

/** A page of a company's revisits, the soonest first. */
export async function listRevisits(
  { orm }: GatewayContext,
  companyId: string,
  { cursor, limit, until }: RevisitQuery,
): Promise<Page<View>> {
  const after = readCursor(cursor);
  const date = after?.at.toISOString().slice(0, 10);
  return withCompany(orm, companyId, async (em) => {
    const rows = await em.find(
      Revisit,
      {
        $and: [
          { companyId },
          ...(until ? [{ revisitOn: { $lte: until } }] : []),
          ...(after && date
            ? [{ $or: [{ revisitOn: { $gt: date } }, { revisitOn: date, candidateId: { $gt: after.id } }] }]
            : []),
        ],
      },
      { orderBy: [{ revisitOn: 'asc' }, { candidateId: 'asc' }], limit: limit + 1 },
    );
    const viewActor = await loadActors(
      em,
      rows.map(({ savedBy }) => savedBy),
    );
    return toPage(
      rows,
      limit,
      (row) => viewRevisit(row, viewActor),
      ({ revisitOn, candidateId: id }) => ({ at: new Date(`${revisitOn}T00:00:00Z`), id }),
    );
  });
}

const viewRevisit = ({ candidateId, revisitOn, note, savedBy, savedAt }: Revisit, viewActor: ViewActor): View => ({
  candidate_id: candidateId,
  revisit_on: revisitOn,
  note: note ?? null,
  saved_by: viewActor(savedBy),
  saved_at: savedAt.toISOString(),
});
