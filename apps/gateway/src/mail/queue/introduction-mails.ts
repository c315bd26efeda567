import { findNextIntroductionMail, readIntroductionApproval } from '@goen/case-domain';
import { type Em, Introduction, IntroductionFactRow } from '@goen/case-store';
import type { IntroductionFact } from '@goen/contracts/workflow';
import {
  type OtherMailsQuery,
  toDelayed,
  toOtherTimes,
  toSendsAt,
  toWaitingFor,
  type UnaddressedMail,
} from './queued-mail.ts';

/** A queued mail about an introduction, and its place in the queue. */
export type QueuedIntroductionMail = {
  readonly id: string;
  readonly row: Introduction;
  readonly queuedAt: Date;
  /** Its recipient is looked up for the mails of a page alone. */
  readonly view: UnaddressedMail;
};

/** What an introduction does or waits for before such a mail. */
const stepsBeforeMails = ['ask', 'remind', 'reminder', 'approval'] as const;
/** More than a company has candidates asked at a time: each holds a credit of another company. */
const maxIntroductions = 1_000;

/**
 * The mails that candidates of the company are to get about introductions, in its session, in the order of the queue; none
 * that is due before `from`.
 */
export async function findIntroductionMails(
  em: Em,
  companyId: string,
  query: OtherMailsQuery,
): Promise<QueuedIntroductionMail[]> {
  const { from } = query;
  const rows = await em.find(
    Introduction,
    {
      referrerId: companyId,
      state: { $in: ['matched', 'asked'] },
      nextStep: { $in: [...stepsBeforeMails] },
      ...(from
        ? {
            $or: [
              { nextStepAt: { $gte: from } },
              { nextStep: 'approval' },
              { nextStepAt: null, createdAt: { $gte: from } },
            ],
          }
        : {}),
    },
    { orderBy: { nextStepAt: 'asc', id: 'asc' }, limit: maxIntroductions },
  );
  const factRows = await em.find(
    IntroductionFactRow,
    { introductionId: { $in: rows.map(({ id }) => id) } },
    { orderBy: { seq: 'asc' } },
  );
  const factsOf = Map.groupBy(factRows, ({ introductionId }) => introductionId);
  return rows.flatMap((row) => viewIntroductionMail(row, (factsOf.get(row.id) ?? []).map(toFact), query) ?? []);
}

const toFact = ({ seq, kind, at, data }: IntroductionFactRow) =>
  ({ seq, kind, at: at.toISOString(), data }) as IntroductionFact;

function viewIntroductionMail(
  row: Introduction,
  facts: readonly IntroductionFact[],
  query: OtherMailsQuery,
): QueuedIntroductionMail | null {
  const { isPaused } = query;
  const kind = findNextIntroductionMail(facts);
  if (kind === null) return null;
  const { state, editId, lastDecision } = readIntroductionApproval(facts, query.settings.approval, kind);
  const { queuedAt, sendsAt } = toOtherTimes(row, state, query);
  const view: UnaddressedMail = {
    case_id: row.caseId,
    candidate_id: row.candidateId,
    kind,
    rejection_ids: [],
    jobs: [row.about.position],
    stage: row.profile.last_stage,
    sends_at: toSendsAt(state, isPaused, sendsAt),
    undo_until: null,
    approval: state,
    waiting_for: toWaitingFor(state, { isPaused }),
    delayed: toDelayed(row),
    personal_note: null,
    edited: editId !== null,
    decided_by: lastDecision?.by ?? null,
    decided_at: lastDecision?.at ?? null,
  };
  return { id: row.id, row, queuedAt, view };
}
