import { findSendingWindow } from '@goen/case-domain';
import type { Candidate, FollowUpCase } from '@goen/case-store';
import { formatFullName, type ViewActor } from '@goen/cases';
import type { CompanySettings } from '@goen/contracts/internal';
import type { ApprovalState, QueuedMail } from '@goen/contracts/public';

/** A row of the queue before the names of those who decided are looked up. */
export type UnnamedMail = Omit<QueuedMail, 'decided_by'> & { readonly decided_by: string | null };

export const nameDecider = (mail: UnnamedMail, viewActor: ViewActor): QueuedMail => ({
  ...mail,
  decided_by: viewActor(mail.decided_by),
});

export type Undecided = Extract<ApprovalState, 'awaiting' | 'not_needed'>;

/** What the company's settings say about every mail in the queue. */
export type QueueState = { readonly undecided: Undecided; readonly isPaused: boolean };

/** The state of a mail without a decision, by the company's current setting. */
export const toUndecidedState = (approval: CompanySettings['approval']): Undecided =>
  approval === 'required' ? 'awaiting' : 'not_needed';

/** When a mail leaves, in every answer and list: a held one, and each while all mails are paused, has no date. */
export const toSendsAt = (approval: ApprovalState, isPaused: boolean, at: Date | null | undefined): string | null =>
  approval === 'held' || isPaused ? null : toIso(at);

/** What is asked for the queued mails of introductions and re-invitations; none that is due before `from`. */
export type OtherMailsQuery = {
  readonly settings: Pick<CompanySettings, 'approval' | 'hours'>;
  readonly now: Date;
  readonly isPaused: boolean;
  readonly from?: Date | undefined;
};

type Step = {
  readonly nextStep?: string | null | undefined;
  readonly nextStepAt?: Date | null | undefined;
  readonly createdAt: Date;
};

/**
 * When a mail of an introduction or a re-invitation leaves, and its place in the queue. One whose time came before it was
 * approved waits for nothing else: it leaves when it is approved, or when the next sending window opens. Its row then
 * says when the members are reminded again.
 */
export function toOtherTimes(
  { nextStep, nextStepAt, createdAt }: Step,
  approval: ApprovalState,
  { settings, now }: Pick<OtherMailsQuery, 'settings' | 'now'>,
): { readonly queuedAt: Date; readonly sendsAt: Date } {
  const planned = nextStepAt ?? createdAt;
  const isDue = nextStep === 'approval' && approval === 'awaiting';
  const window = isDue ? findSendingWindow(now.getTime(), settings.hours) : null;
  if (window === null) return { queuedAt: planned, sendsAt: planned };
  // The place stays while pages are read.
  return { queuedAt: new Date(window.startMs), sendsAt: new Date(Math.max(window.startMs, now.getTime())) };
}

/** The next mail of a case from its projection; null when there is none. */
export function viewNextMail(row: FollowUpCase, { undecided, isPaused }: QueueState) {
  if (!row.nextMail) return null;
  const approval: ApprovalState = row.mailDecision === 'lapsed' ? 'awaiting' : (row.mailDecision ?? undecided);
  const sendsAt = toSendsAt(approval, isPaused, row.queuedAt);
  const waitingFor = toWaitingFor(approval, { isNoteMissing: row.noteMissing, isPaused });
  return {
    kind: row.nextMail,
    approval,
    waiting_for: waitingFor,
    sends_at: sendsAt,
    undo_until: toIso(row.undoUntil),
  };
}

/** The note comes first: a mail without it cannot be approved. */
export function toWaitingFor(
  approval: ApprovalState,
  { isNoteMissing = false, isPaused }: { readonly isNoteMissing?: boolean; readonly isPaused: boolean },
): QueuedMail['waiting_for'] {
  if (approval === 'held') return null;
  if (isNoteMissing) return 'personal_note';
  if (approval === 'awaiting') return 'approval';
  return isPaused ? 'resume' : null;
}

type Waiting = Pick<FollowUpCase, 'mailWaitReason' | 'mailWaitSince'>;

/** What the worker met when it wanted to send the mail. */
export const toDelayed = ({ mailWaitReason: reason, mailWaitSince: since }: Waiting): QueuedMail['delayed'] =>
  reason && since ? { reason, since: since.toISOString() } : null;

type JobNames = ReadonlyMap<string, string | null | undefined>;

/** To whom a mail goes. */
export type Recipient = Pick<QueuedMail, 'name' | 'email'>;
/** A mail before its recipient is looked up. */
export type UnaddressedMail = Omit<UnnamedMail, keyof Recipient>;

export const toRecipient = (candidate: Candidate | undefined): Recipient => ({
  name: candidate ? formatFullName(candidate) : null,
  email: candidate?.email ?? null,
});

/** A row of the queue; null when the case has no next mail. `jobs` by rejection id; `withNote`: the ids of rejections. */
export function viewQueuedMail(
  row: FollowUpCase,
  queue: QueueState,
  {
    jobs,
    withNote,
    recipient,
  }: { readonly jobs: JobNames; readonly withNote: ReadonlySet<string>; readonly recipient: Recipient },
): UnnamedMail | null {
  const next = viewNextMail(row, queue);
  if (next === null) return null;
  const ids = row.nextMailRejectionIds ?? [];
  const { kind, ...rest } = next;
  return {
    case_id: row.id,
    candidate_id: row.candidateId,
    kind,
    ...recipient,
    rejection_ids: [...ids],
    jobs: [...new Set(ids.flatMap((id) => jobs.get(id) ?? []))],
    stage: row.stage,
    ...rest,
    delayed: toDelayed(row),
    personal_note: row.noteMissing ? 'missing' : ids.some((id) => withNote.has(id)) ? 'written' : null,
    edited: Boolean(row.mailEditId),
    decided_by: row.decidedBy ?? null,
    decided_at: toIso(row.decidedAt),
  };
}

const toIso = (date: Date | null | undefined): string | null => date?.toISOString() ?? null;
