import { randomUUID } from 'node:crypto';
import { findReInvitationBlocks } from '@goen/case-domain/re-invitation';
import {
  Candidate,
  type Em,
  findCurrentCase,
  type InterestOwner,
  InvitationWording,
  Position,
  ReInvitation,
} from '@goen/case-store';
import { type LoadedCase, loadCase, loadInvitationPersons } from '@goen/cases';
import type { ReInvitationBlock } from '@goen/contracts/workflow';
import { HttpProblem } from '@goen/service-kit';

export type InvitationRequest = {
  readonly position: Position;
  /** Null: as saved with the position's wording in the person's language, else in the other. */
  readonly whatIsNew: string | null;
  readonly owner: InterestOwner;
  readonly by: string;
  readonly now: Date;
};

export type PreparedInvitation = {
  readonly row: ReInvitation;
  readonly loadedCase: LoadedCase;
  readonly blocks: readonly ReInvitationBlock[];
};

/**
 * What inviting a former candidate would create, and why it may not be; stores nothing. Null: the company has no such
 * candidate. Throws `invalid_request` when nobody wrote what is new.
 */
export async function prepareInvitation(
  em: Em,
  candidateId: string,
  { position, whatIsNew, owner, by, now }: InvitationRequest,
): Promise<PreparedInvitation | null> {
  const { companyId } = position;
  const known = await em.findOne(Candidate, { id: candidateId, companyId });
  const candidate = known?.mergedInto ? await em.findOne(Candidate, { id: known.mergedInto, companyId }) : known;
  const current = candidate && (await findCurrentCase(em, candidate.id));
  const loadedCase = current && (await loadCase(em, current.id));
  if (!candidate || !loadedCase) return null;
  const { id } = candidate;
  const person = (await loadInvitationPersons(em, [id])).get(id);
  const opening = [...position.requiredIds, ...position.desiredIds];
  const blocks = person ? findReInvitationBlocks(loadedCase.file, person, opening, now.getTime()) : [];
  const locale = candidate.locale ?? loadedCase.file.settings.locale;
  const text = whatIsNew ?? (await findWhatIsNew(em, position.id, locale));
  if (text === null) {
    const detail = 'Say what is new since their applications, here or in the wording of the position.';
    throw new HttpProblem('invalid_request', { errors: [{ pointer: '/what_is_new', code: 'missing', detail }] });
  }
  const row = em.create(
    ReInvitation,
    {
      id: randomUUID(),
      companyId,
      positionId: position.id,
      candidateId: id,
      caseId: loadedCase.row.id,
      about: { position: position.title, url: position.url ?? null, whatIsNew: text },
      ...(await findEarlierApplication(em, id)),
      owner,
      createdBy: by,
      state: 'planned',
      nextStep: 're_invitation',
      nextStepAt: now,
      createdAt: now,
    },
    { persist: false },
  );
  return { row, loadedCase, blocks };
}

async function findWhatIsNew(em: Em, positionId: string, locale: 'ja' | 'en'): Promise<string | null> {
  const wordings = await em.find(InvitationWording, { positionId });
  return (wordings.find((wording) => wording.locale === locale) ?? wordings[0])?.whatIsNew ?? null;
}

/** The application of the latest rejection: the mail names it. */
async function findEarlierApplication(em: Em, candidateId: string) {
  const [latest] = await em.execute<{ job_name: string | null; applied_on: string | null }[]>(
    `select coalesce(r.job_name, a.job_name) as job_name,
       to_char(a.applied_at at time zone 'Asia/Tokyo', 'YYYY-MM-DD') as applied_on
     from rejection r join application a on a.id = r.application_id
     where r.candidate_id = ? order by r.rejected_at desc limit 1`,
    [candidateId],
  );
  return { jobName: latest?.job_name ?? null, appliedOn: latest?.applied_on ?? null };
}

/** Throws `not_found`, and `position_closed`. */
export async function findOpenPosition(em: Em, companyId: string, id: string): Promise<Position> {
  const position = await em.findOne(Position, { id, companyId });
  if (position === null) throw new HttpProblem('not_found');
  if (position.state !== 'open') throw new HttpProblem('position_closed');
  return position;
}
