import { randomUUID } from 'node:crypto';
import {
  type CaseInput,
  canReschedule,
  describeCase,
  findLastWriting,
  isInSendingWindow,
  type NextMail,
  toTokyoDate,
} from '@goen/case-domain';
import { CandidateLink, type Em, MailEdit, withCompany } from '@goen/case-store';
import {
  type AuditActor,
  type LoadedCase,
  type NewFact,
  recordAudit,
  recordFacts,
  refreshProjection,
} from '@goen/cases';
import type { FactData } from '@goen/contracts/internal';
import type { MailDecision, MailDecisionResult } from '@goen/contracts/public';
import { formatActor } from '@goen/contracts/workflow';
import { HttpProblem } from '@goen/service-kit';
import type { GatewayContext } from '../../http/gateway-app.ts';
import { assertOtherWriter, editedByApprover, type Rendering, readPerson } from './four-eyes.ts';
import { toDecisionAudit } from './to-decision-audit.ts';

/** The longest that sending takes: a mail may still leave this long after its sending window. */
const attemptMs = 2 * 60_000;

/**
 * Records a person's decision about the next mail of a case, updates the queue and wakes the case, in one transaction.
 * The same decision again changes nothing. Throws `not_found`, `mail_changed`, `mail_under_way`, `four_eyes`
 * and `personal_note_missing`.
 */
export function decideMail(
  { orm, now }: GatewayContext,
  companyId: string,
  decision: MailDecision,
  { actor, rendering }: { readonly actor: AuditActor; readonly rendering: Rendering },
): Promise<MailDecisionResult> {
  return withCompany(orm, companyId, async (em) => {
    const decidedAt = now();
    let unchanged = null as NextMail | null;
    const recorded = await recordFacts(
      { em, now: decidedAt },
      {
        caseId: decision.case_id,
        facts: async (loaded) => {
          const { mail } = describeCase(loaded.file, decidedAt.getTime());
          if (mail === null || !isAbout(decision, { mail: mail.mail, rejectionIds: mail.rejectionIds })) {
            if (wasCancelled(loaded.file, decision)) return null;
            throw new HttpProblem('mail_changed');
          }
          unchanged = mail;
          const fact = await toFact(em, loaded, mail, decision, { actor, decidedAt, rendering });
          // Nothing can be held while it is under way, so what is held is not.
          if (fact === null || mail.approval === 'held') return fact;
          if (await isInFlight(em, loaded.file, mail.n, decidedAt.getTime())) throw new HttpProblem('mail_under_way');
          return fact;
        },
      },
    );
    if (recorded === null) throw new HttpProblem('not_found');
    if (!recorded.appended) {
      // The queue says the same as the answer, although only time has passed since it was written.
      if (unchanged) await refreshProjection(em, recorded.loaded, decidedAt.getTime());
      return toResult(decision, unchanged, false);
    }
    await recordAudit(em, toDecisionAudit(decision, { companyId, actor }));
    return toResult(decision, decision.action === 'cancel' ? null : recorded.description.mail, true);
  });
}

/** Whether a decision is about what the mail says. */
export const hasText = ({ action }: MailDecision): boolean => action === 'approve' || action === 'edit';

type Mail = Pick<NextMail, 'rejectionIds'> & { readonly mail: MailDecision['kind'] };

const isAbout = ({ kind, rejection_ids: ids }: MailDecision, { mail, rejectionIds }: Mail): boolean =>
  mail === kind &&
  (ids === undefined || (new Set(ids).size === rejectionIds.length && rejectionIds.every((id) => ids.includes(id))));

/** Whether exactly this mail was cancelled already: repeating a cancellation is not an error. */
const wasCancelled = ({ facts }: CaseInput, decision: MailDecision): boolean =>
  decision.action === 'cancel' &&
  facts.some(
    (fact) =>
      fact.kind === 'mail.skipped' &&
      fact.data.reason === 'cancelled' &&
      fact.data.mail === decision.kind &&
      isAbout(decision, { mail: decision.kind, rejectionIds: fact.data.rejectionIds }),
  );

type Author = { readonly actor: AuditActor; readonly decidedAt: Date; readonly rendering: Rendering };

/** The fact of a decision; null when nothing changes. */
async function toFact(
  em: Em,
  { row, file }: LoadedCase,
  mail: NextMail,
  decision: MailDecision,
  { actor, decidedAt, rendering: { digest, wording } }: Author,
): Promise<NewFact | null> {
  const by = formatActor(actor);
  const mailRef = { mail: mail.mail, rejectionIds: [...mail.rejectionIds], by };
  const data = { ...mailRef, at: decidedAt.toISOString() };
  switch (decision.action) {
    case 'revoke':
      if (!mail.isApproved) return null;
      // Like an approval of a mail that has changed since: it needs another one.
      return {
        kind: 'mail.approval_lapsed',
        at: decidedAt,
        data: { mail: mail.mail, rejectionIds: [...mail.rejectionIds] },
      };
    case 'hold':
      if (mail.approval === 'held') return null;
      return { kind: 'mail.held', at: decidedAt, data };
    case 'release':
      return mail.approval === 'held' ? { kind: 'mail.released', at: decidedAt, data } : null;
    case 'cancel': {
      const cancelled = { ...mailRef, n: mail.n, reason: 'cancelled', date: toTokyoDate(decidedAt.getTime()) } as const;
      return { kind: 'mail.skipped', at: decidedAt, data: cancelled };
    }
    case 'send_now':
      if (mail.approval === 'held' || mail.approval === 'awaiting') throw new HttpProblem('mail_not_approved');
      if (mail.isNoteMissing) throw new HttpProblem('personal_note_missing');
      return reschedule(mail, data, decidedAt, decidedAt);
    case 'reschedule':
      return reschedule(mail, data, decidedAt, new Date(decision.send_at ?? decidedAt));
    case 'edit':
      if (await hasSameWording(em, mail, decision)) return null;
      return {
        kind: 'mail.edited',
        at: decidedAt,
        data: { ...data, editId: await storeEdit(em, row, decision, decidedAt) },
      };
    case 'approve': {
      if (mail.isNoteMissing) throw new HttpProblem('personal_note_missing');
      if (await isApprovedAlready(em, mail, decision, digest)) return null;
      const isEdited = !(await hasSameWording(em, mail, decision));
      if (file.settings.fourEyes) {
        if (isEdited) throw editedByApprover();
        assertOtherWriter(await readPerson(em, actor), [wording, findLastWriting(file, mail)]);
      }
      const editId = isEdited ? await storeEdit(em, row, decision, decidedAt) : mail.editId;
      return { kind: 'mail.approved', at: decidedAt, data: { ...data, editId, digest } };
    }
  }
}

/** Null: the edit is dropped. */
async function storeEdit(
  em: Em,
  { companyId, id: caseId, candidateId }: LoadedCase['row'],
  { wording }: MailDecision,
  createdAt: Date,
): Promise<string | null> {
  if (!wording) return null;
  const id = randomUUID();
  const { subject, body } = wording;
  await em.insert(MailEdit, { id, companyId, caseId, candidateId, subject, body, createdAt });
  return id;
}

const maxRescheduleDays = 60;
const dayMs = 24 * 60 * 60 * 1000;

/** Null when it leaves then anyway. */
function reschedule(
  mail: NextMail,
  data: Omit<FactData<'mail.rescheduled'>, 'sendAt'>,
  decidedAt: Date,
  sendAt: Date,
): NewFact | null {
  if (!canReschedule(mail.mail)) throw new HttpProblem('mail_date_fixed');
  if (sendAt.getTime() > decidedAt.getTime() + maxRescheduleDays * dayMs) {
    const detail = `A mail can be moved by ${maxRescheduleDays} days at most.`;
    throw new HttpProblem('invalid_request', { errors: [{ pointer: '/send_at', code: 'too_late', detail }] });
  }
  if (mail.sendsAtMs !== null && mail.sendsAtMs <= decidedAt.getTime() && sendAt <= decidedAt) return null;
  if (mail.wantedMs === sendAt.getTime()) return null;
  return { kind: 'mail.rescheduled', at: decidedAt, data: { ...data, sendAt: sendAt.toISOString() } };
}

/** An approval from before digests is for its wording only. */
async function isApprovedAlready(
  em: Em,
  mail: NextMail,
  decision: MailDecision,
  digest: string | null,
): Promise<boolean> {
  const isSameMail = mail.approvedDigest === undefined || mail.approvedDigest === digest;
  return mail.isApproved && isSameMail && (await hasSameWording(em, mail, decision));
}

async function hasSameWording(em: Em, { editId }: NextMail, { wording }: MailDecision): Promise<boolean> {
  if (wording === undefined) return true;
  if (wording === null || editId === null) return wording === null && editId === null;
  const edit = await em.findOne(MailEdit, { id: editId });
  return edit?.subject === wording.subject && edit.body === wording.body;
}

/** A link is saved just before its mail is sent: inside the window the mail may be out although no fact says so yet. */
export async function isInFlight(em: Em, { caseId, settings }: CaseInput, n: number, nowMs: number): Promise<boolean> {
  const isOpen = [nowMs, nowMs - attemptMs].some((ms) => isInSendingWindow(ms, settings.hours));
  return isOpen && (await em.count(CandidateLink, { caseId, n })) > 0;
}

/** `mail` is null when it was cancelled. */
const toResult = ({ case_id }: MailDecision, mail: NextMail | null, changed: boolean): MailDecisionResult => ({
  case_id,
  status: 200,
  changed,
  state: mail?.approval ?? 'cancelled',
  sends_at: mail === null || mail.sendsAtMs === null ? null : new Date(mail.sendsAtMs).toISOString(),
});
