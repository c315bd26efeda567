import type { CaseRef, MailOutcome, StepOf } from '@goen/candidate-case';
import { describeCase, isInsideSlot, mailKey, nextStep, tokyoDate } from '@goen/case-domain';
import {
  Application,
  Candidate,
  linkToken,
  loadCase,
  Position,
  Rejection,
  saveLink,
  withCompany,
} from '@goen/case-store';
import { type FactData, type MailBasis, type MessageRequest, type MessageResult, messageResult } from '@goen/contracts';
import type { ActivityContext } from '../activity-context.ts';
import { callService } from '../services/call-service.ts';
import { caseClock } from './case-clock.ts';
import { record } from './record.ts';

const maxPositions = 5;

type Prepared =
  | { readonly kind: 'request'; readonly request: MessageRequest }
  | { readonly kind: 'no_address' | 'changed' | 'too_late' };

/**
 * Asks mail-service once for the n-th mail of the case, and records what came of it. The slot is checked at the moment
 * of sending, by the case's clock. The address goes to mail-service alone; Temporal sees ids.
 */
export async function sendMail(
  context: ActivityContext,
  ref: CaseRef,
  step: StepOf<'mail'>,
  startedAtMs = Date.now(),
): Promise<MailOutcome> {
  const nowMs = caseClock(startedAtMs);
  const prepared = await prepare(context, ref, step, nowMs);
  if (prepared.kind === 'too_late') return { kind: 'too_late' };
  // Facts changed since the step was decided: the workflow looks again.
  if (prepared.kind === 'changed') return { kind: 'recorded' };
  const result: MessageResult =
    prepared.kind === 'request'
      ? await callService(context.mail, '/messages', prepared.request, messageResult)
      : skippedWithoutAddress(ref, step, nowMs);
  await record(context, ref, () => {
    const common = { n: step.n, mail: result.kind, rejectionIds: result.rejectionIds, date: result.date };
    const at = new Date(nowMs);
    const dedupeKey = `mail:${step.n}`;
    if (result.status === 'skipped') {
      return { kind: 'mail.skipped', at, data: { ...common, reason: result.reason }, dedupeKey };
    }
    const data: FactData<'mail.sent'> = { ...common, messageId: result.id };
    return { kind: 'mail.sent', at, data, dedupeKey };
  });
  return { kind: 'recorded' };
}

const skippedWithoutAddress = ({ caseId }: CaseRef, step: StepOf<'mail'>, nowMs: number): MessageResult => ({
  status: 'skipped',
  id: mailKey(caseId, step.n),
  kind: step.mail,
  date: tokyoDate(nowMs),
  rejectionIds: [...step.rejectionIds],
  reason: 'no_address',
  missing: [],
});

function prepare(
  { orm, publicUrl, linkSecret }: ActivityContext,
  { caseId, companyId }: CaseRef,
  step: StepOf<'mail'>,
  nowMs: number,
): Promise<Prepared> {
  return withCompany(orm, companyId, async (em) => {
    const loaded = await loadCase(em, caseId, { lock: true });
    if (loaded === null) return { kind: 'changed' };
    const { file, row } = loaded;
    const { settings } = file;
    if (!isInsideSlot(nowMs, settings.hours)) return { kind: 'too_late' };
    const now = nextStep(file, nowMs);
    if (now.kind !== 'mail' || now.mail !== step.mail || now.n !== step.n) return { kind: 'changed' };
    const candidate = await em.findOneOrFail(Candidate, { id: row.candidateId });
    if (!candidate.email) return { kind: 'no_address' };

    const token = linkToken(linkSecret, caseId, step.n);
    await saveLink(em, row, step.n, token);
    // The rejections that stand now: one may have been taken back since the step was decided.
    const rejections = await em.find(
      Rejection,
      { id: { $in: [...now.rejectionIds] } },
      { orderBy: { rejectedAt: 'asc' } },
    );
    const latest = rejections.at(-1);
    const application = latest ? await em.findOne(Application, { id: latest.applicationId }) : null;
    const positions =
      step.mail === 'second_follow_up'
        ? await em.find(Position, { companyId, state: 'open' }, { orderBy: { createdAt: 'desc' }, limit: maxPositions })
        : [];
    const request: MessageRequest = {
      key: mailKey(caseId, step.n),
      company: companyId,
      kind: step.mail,
      provider: settings.mailProvider,
      to: {
        email: candidate.email,
        familyName: candidate.familyName ?? null,
        fullName: fullNameOf(candidate),
      },
      locale: candidate.locale ?? settings.locale,
      sender: settings.sender,
      basis: basisOf(file, nowMs),
      date: tokyoDate(nowMs),
      variables: {
        jobNames: [...new Set(rejections.flatMap(({ jobName }) => (jobName ? [jobName] : [])))],
        stage: now.stage,
        jobCategory: application?.jobCategory ?? null,
        pageUrl: `${publicUrl}/c/${token}`,
        unsubscribeUrl: `${publicUrl}/u/${token}`,
        positions: positions.map(({ title, url }) => ({ title, url: url ?? null })),
      },
      rejectionIds: [...now.rejectionIds],
    };
    return { kind: 'request', request };
  });
}

/** 特定電子メール法 Art. 3(1): a consent with its proof, or the notified address where the company relies on it. */
function basisOf(file: Parameters<typeof describeCase>[0], nowMs: number): MailBasis | null {
  const isGranted = describeCase(file, nowMs).consents.follow_up === 'granted';
  const grants = file.facts.flatMap((fact) =>
    fact.kind === 'consent.granted' && fact.data.consent === 'follow_up' ? [fact] : [],
  );
  const last = isGranted ? grants.at(-1) : undefined;
  if (last) {
    const { method, textVersion, textHash } = last.data.evidence;
    return { kind: 'opt_in', proof: { at: last.at, method, textVersion, textHash } };
  }
  return file.settings.basis === 'address_notified' ? { kind: 'address_notified' } : null;
}

/** As given; else put together in the order of the language that the candidate is written to in. */
function fullNameOf({ fullName, familyName, givenName, locale }: Candidate): string | null {
  if (fullName) return fullName;
  const parts = locale === 'en' ? [givenName, familyName] : [familyName, givenName];
  return parts.filter(Boolean).join(' ') || null;
}
