import { randomUUID } from 'node:crypto';
import { findNextIntroductionMail, type IntroductionApproval, readIntroductionApproval } from '@goen/case-domain';
import { type Introduction, MailEdit, withCompany } from '@goen/case-store';
import { type AuditActor, loadCase, recordAudit } from '@goen/cases';
import type { MailDecision, MailDecisionResult, WordingText } from '@goen/contracts/public';
import { formatActor, type IntroductionMailKind } from '@goen/contracts/workflow';
import {
  appendIntroductionFact,
  introductionFacts,
  type NewIntroductionFact,
  refreshIntroduction,
  wakeIntroduction,
  withIntroduction,
} from '@goen/relay';
import { HttpProblem } from '@goen/service-kit';
import type { GatewayContext } from '../../http/gateway-app.ts';
import { buildIntroductionMailRequest, findOpenIntroduction } from './build-introduction-mail-request.ts';
import { hasText } from './decide-mail.ts';
import {
  assertOtherWriter,
  editedByApprover,
  noRendering,
  type Rendering,
  readPerson,
  renderForApproval,
} from './four-eyes.ts';
import { toDecisionAudit } from './to-decision-audit.ts';

/** The dates of mails about introductions and openings follow from their time to answer. */
export const isMove = (action: MailDecision['action']): action is 'send_now' | 'reschedule' =>
  action === 'send_now' || action === 'reschedule';

export type IntroductionMailDecision = MailDecision & { readonly kind: IntroductionMailKind };

export const isAboutIntroduction = (decision: MailDecision): decision is IntroductionMailDecision =>
  decision.kind === 'introduction_request' || decision.kind === 'introduction_reminder';

/**
 * Records a member's decision about a mail to a candidate about an introduction, and wakes it. The mail leaves in the
 * name of the company that referred the candidate, so its members decide. Throws `not_found`, `mail_changed` and
 * `four_eyes`.
 */
export async function decideIntroductionMail(
  context: GatewayContext,
  companyId: string,
  decision: IntroductionMailDecision,
  actor: AuditActor,
): Promise<MailDecisionResult> {
  const { orm, now } = context;
  const { kind, action, case_id: caseId } = decision;
  if (isMove(action)) throw new HttpProblem('mail_date_fixed');
  const row = await withCompany(orm, companyId, (em) => findOpenIntroduction(em, companyId, caseId));
  if (row === null) throw new HttpProblem('not_found');
  const prepared = hasText(decision) ? await prepareText(context, row, decision, actor) : null;
  const decidedAt = now();
  const result = await withIntroduction(orm, row.id, decidedAt.getTime(), async (loaded, em) => {
    const { file } = loaded;
    const facts = file.facts.toSorted((a, b) => a.seq - b.seq);
    const before = readIntroductionApproval(facts, file.approval, kind);
    const isKnown = before.isCancelled && action === 'cancel';
    if (!isKnown && findNextIntroductionMail(facts) !== kind) throw new HttpProblem('mail_changed');
    const text = { ...(prepared?.rendering ?? noRendering), editId: prepared?.editId ?? null };
    const fact = isKnown ? null : toFact(decision, before, { by: formatActor(actor), decidedAt, ...text });
    if (fact?.kind === 'mail.approved' && prepared?.person) {
      assertOtherWriter(prepared.person, [text.wording, before.lastEdit]);
    }
    if (fact) {
      await appendIntroductionFact(em, loaded.row, fact);
      await recordAudit(em, toDecisionAudit(decision, { companyId, actor, aboutId: row.id }));
    }
    const recorded = { ...loaded, file: { ...file, facts: await introductionFacts(em, row.id) } };
    await refreshIntroduction(em, recorded, decidedAt.getTime());
    if (fact) await wakeIntroduction(em, loaded.row, decidedAt);
    const after = readIntroductionApproval(recorded.file.facts, file.approval, kind);
    const hasDate = !after.isCancelled && after.state !== 'held' && !file.areMailsPaused;
    return {
      case_id: caseId,
      status: 200 as const,
      changed: fact !== null,
      state: after.isCancelled ? ('cancelled' as const) : after.state,
      sends_at: hasDate ? (loaded.row.nextStepAt?.toISOString() ?? null) : null,
    };
  });
  if (result === null) throw new HttpProblem('not_found');
  return result;
}

type Approved = { readonly editId: string | null; readonly digest: string | null };
type PreparedText = {
  readonly editId: string | null;
  readonly rendering: Rendering;
  /** With four eyes: everything that the actor counts as, read here because the relay sees no keys. */
  readonly person: ReadonlySet<string> | null;
};

/** Stores the edit, and asks mail-service for the mail with it. Throws 422 with the positions of its faults. */
async function prepareText(
  context: GatewayContext,
  row: Introduction,
  decision: IntroductionMailDecision,
  actor: AuditActor,
): Promise<PreparedText> {
  const { kind, action, wording } = decision;
  const { orm } = context;
  const prepared = await withCompany(orm, row.referrerId, async (em) => {
    const loaded = await loadCase(em, row.caseId);
    if (loaded === null) throw new HttpProblem('not_found');
    const { approval, fourEyes } = loaded.file.settings;
    const { editId } = readIntroductionApproval(await introductionFacts(em, row.id), approval, kind);
    const person = fourEyes ? await readPerson(em, actor) : null;
    return { editId, person, request: await buildIntroductionMailRequest(context, em, { row, loaded, kind }) };
  });
  const { request, person } = prepared;
  if (person && action === 'approve' && wording !== undefined) throw editedByApprover();
  const rendering = request ? await renderForApproval(context, request, decision) : noRendering;
  if (!wording) return { editId: wording === undefined ? prepared.editId : null, rendering, person };
  return { editId: await storeEdit(context, row, wording), rendering, person };
}

function storeEdit({ orm, now }: GatewayContext, row: Introduction, { subject, body }: WordingText): Promise<string> {
  const { referrerId: companyId, caseId, candidateId } = row;
  const id = randomUUID();
  return withCompany(orm, companyId, async (em) => {
    await em.insert(MailEdit, { id, companyId, caseId, candidateId, subject, body, createdAt: now() });
    return id;
  });
}

/** Null when nothing changes. */
function toFact(
  { kind: mail, action, wording }: IntroductionMailDecision,
  before: IntroductionApproval,
  { by, decidedAt, editId, digest }: Approved & { readonly by: string; readonly decidedAt: Date },
): NewIntroductionFact | null {
  const isHeld = before.state === 'held';
  if (isMove(action)) return null;
  switch (action) {
    case 'revoke':
      return before.digest === undefined ? null : { kind: 'mail.approval_lapsed', at: decidedAt, data: { mail } };
    case 'hold':
      return isHeld ? null : { kind: 'mail.held', at: decidedAt, data: { mail, by } };
    case 'release':
      return isHeld ? { kind: 'mail.released', at: decidedAt, data: { mail, by } } : null;
    case 'cancel':
      return { kind: 'mail.cancelled', at: decidedAt, data: { mail, by } };
    case 'edit':
      return wording || before.editId !== null
        ? { kind: 'mail.edited', at: decidedAt, data: { mail, by, editId } }
        : null;
    case 'approve': {
      const isSame = before.digest !== undefined && before.digest === digest && !wording;
      return isSame ? null : { kind: 'mail.approved', at: decidedAt, data: { mail, by, editId, digest } };
    }
  }
}
