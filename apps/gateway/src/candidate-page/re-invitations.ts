import { addMonths, toTokyoDate } from '@goen/case-domain';
import { readOpeningsAnswer } from '@goen/case-domain/re-invitation';
import { type Em, findMergedCandidates, type InvitedAbout, ReInvitation } from '@goen/case-store';
import { type LinkTarget, type LoadedCase, type NewFact, recordReInvitation } from '@goen/cases';
import type { ReInvitationAnswer } from '@goen/contracts/workflow';

/** An opening that the person was asked about and can still answer. */
export type Opening = {
  readonly id: string;
  readonly about: InvitedAbout;
  readonly isInterested: boolean;
  /** Until when the company answers their interest. */
  readonly dueOn: string | null;
};
export type PageOpenings = {
  readonly openings: readonly Opening[];
  readonly openingsStopped: boolean;
  /** They asked to hear about no opening before that. */
  readonly openingsFrom: string | null;
};

/** In a session of the company. */
export async function readOpenings(em: Em, link: LinkTarget, loaded: LoadedCase, now: Date): Promise<PageOpenings> {
  const { isStopped, askAgainOn } = readOpeningsAnswer(loaded.file);
  const candidateIds = [...(await findMergedCandidates(em, [link.candidateId])).keys()];
  const rows = await em.find(
    ReInvitation,
    { candidateId: { $in: candidateIds }, state: { $in: ['sent', 'interested'] } },
    { orderBy: { createdAt: 'desc' } },
  );
  return {
    // After the company's reply there is nothing left to answer here.
    openings: rows
      .filter(({ reply, nextStep }) => !reply && nextStep !== 'close')
      .map(({ id, about, state, dueOn }) => ({
        id,
        about,
        isInterested: state === 'interested',
        dueOn: dueOn ?? null,
      })),
    openingsStopped: isStopped,
    openingsFrom: askAgainOn !== null && askAgainOn > toTokyoDate(now.getTime()) ? askAgainOn : null,
  };
}

export type OpeningDecision = {
  readonly action: `opening.${ReInvitationAnswer}`;
  readonly opening: string;
  /** With `not_now`: when to ask again. */
  readonly months?: number | undefined;
};

/**
 * Records the person's answer about an opening on the re-invitation, and wakes it; returns the fact for their case, which
 * becomes a note in the company's systems. The same answer again, or one about something else, changes nothing.
 */
export async function answerOpening(
  em: Em,
  page: PageOpenings,
  { action, opening: id, months }: OpeningDecision,
  now: Date,
): Promise<NewFact | null> {
  const asked = page.openings.find((opening) => opening.id === id);
  const answer: ReInvitationAnswer =
    action === 'opening.interested' ? 'interested' : action === 'opening.not_now' ? 'not_now' : 'no_more';
  if (asked === undefined || (answer === 'interested' && asked.isInterested)) return null;
  const askAgainOn = answer === 'not_now' ? addMonths(toTokyoDate(now.getTime()), months ?? 6) : null;
  const recorded = await recordReInvitation(em, id, now, () => ({
    kind: 'candidate.answered',
    at: now,
    data: { answer, askAgainOn },
  }));
  if (!recorded?.appended) return null;
  const { row } = recorded.loaded;
  if (askAgainOn !== null) await noteRevisit(em, row, askAgainOn, now);
  if (answer === 'no_more') await forgetRevisit(em, row);
  const data = { reInvitationId: id, position: asked.about.position, answer, askAgainOn };
  return { kind: 're_invitation.answered', at: now, data };
}

/** A date that a recruiter noted stays; one that the person named before does not. */
const noteRevisit = (em: Em, { candidateId, companyId }: ReInvitation, revisitOn: string, now: Date) =>
  em.execute(
    `insert into revisit (candidate_id, company_id, revisit_on, saved_by, saved_at) values (?, ?, ?, 'candidate', ?)
     on conflict (candidate_id) do update set revisit_on = excluded.revisit_on, saved_at = excluded.saved_at
     where revisit.saved_by = 'candidate'`,
    [candidateId, companyId, revisitOn, now],
  );

/** What the person said before about when to ask again. */
const forgetRevisit = (em: Em, { candidateId }: ReInvitation) =>
  em.execute(`delete from revisit where candidate_id = ? and saved_by = 'candidate'`, [candidateId]);
