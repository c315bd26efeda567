import { Candidate, type Em, findCurrentCase } from '@goen/case-store';
import { type AuditActor, eraseCandidate, lockCurrentCase, type NewFact, recordAudit, recordFacts } from '@goen/cases';
import type { ErasureOrder } from '@goen/contracts/public';
import { type ErasureAskedVia, formatActor } from '@goen/contracts/workflow';
import { withdrawFromIntroductions } from '@goen/relay';
import { HttpProblem } from '@goen/service-kit';

type Scope = {
  readonly companyId: string;
  readonly candidateId: string;
  readonly actor: AuditActor;
  readonly now: Date;
};

/** Stops the company's regulated mails, as if the person had unsubscribed. Again: nothing changes. */
export async function stopMails(em: Em, scope: Scope, askedVia: ErasureAskedVia): Promise<void> {
  const { now, candidateId } = scope;
  await requireKept(em, candidateId);
  const recorded = await recordOnCurrentCase(em, scope, ({ file }) => {
    const isStopped = file.facts.findLast(({ kind }) => kind === 'mail.unsubscribed' || kind === 'consent.granted');
    return isStopped?.kind === 'mail.unsubscribed'
      ? null
      : { kind: 'mail.unsubscribed', at: now, data: { via: 'request' } };
  });
  if (recorded) await audit(em, scope, 'candidate.mails_stopped', { asked_via: askedVia });
}

/**
 * Erases a person who asked the company by phone or letter (個人情報保護法 Art. 35), like one who asks on their page, with
 * who asked and why on the certificate. Throws `not_found` and `candidate_erased`.
 */
export async function eraseAtRequest(
  em: Em,
  scope: Scope,
  { asked_by: askedBy, asked_via: askedVia, asked_on: askedOn, reason }: ErasureOrder,
  personHashKey: string,
): Promise<void> {
  const { now, candidateId, actor } = scope;
  await requireKept(em, candidateId);
  await recordOnCurrentCase(em, scope, async () => {
    const candidate = await em.findOneOrFail(Candidate, { id: candidateId }, { refresh: true });
    if (candidate.erasedAt) throw new HttpProblem('candidate_erased');
    await withdrawFromIntroductions(em, candidateId, now, { erased: true });
    const origin = { by: formatActor(actor), reason, askedBy, askedVia, askedOn };
    await eraseCandidate(em, candidateId, now, personHashKey, null, origin);
    return { kind: 'erasure.requested', at: now, data: {} };
  });
  await audit(em, scope, 'candidate.erased', { asked_by: askedBy, asked_via: askedVia, reason });
}

async function requireKept(em: Em, id: string): Promise<void> {
  const candidate = await em.findOne(Candidate, { id });
  if (candidate === null) throw new HttpProblem('not_found');
  if (candidate.erasedAt || candidate.mergedInto) throw new HttpProblem('candidate_erased');
}

type Loaded = Parameters<Extract<Parameters<typeof recordFacts>[1]['facts'], (...args: never[]) => unknown>>[0];

/** Whether anything was recorded. Every candidate has a case. */
async function recordOnCurrentCase(
  em: Em,
  { candidateId, now }: Scope,
  facts: (loaded: Loaded) => NewFact | null | Promise<NewFact | null>,
): Promise<boolean> {
  const latest = await findCurrentCase(em, candidateId);
  if (latest === null) throw new HttpProblem('not_found');
  const current = await lockCurrentCase(em, candidateId, latest.id);
  const recorded = await recordFacts({ em, now }, { caseId: current.id, facts });
  return recorded?.appended ?? false;
}

const audit = (
  em: Em,
  { companyId, candidateId, actor }: Scope,
  action: `candidate.${string}`,
  data: Readonly<Record<string, string>>,
) => recordAudit(em, { companyId, actor, action, subject: { type: 'candidate', id: candidateId }, data });
