import { isDeepStrictEqual } from 'node:util';
import { type CaseDescription, describeCase, toMailStepName } from '@goen/case-domain';
import { Candidate, type Em, type FollowUpCase, findCurrentCase, noteChange } from '@goen/case-store';
import type { WebhookEventData } from '@goen/contracts/public';
import { emitEvent } from '@goen/webhooks';
import { type LoadedCase, loadCase, type ShownCandidate, toKeepingStatedAt } from '../load-case.ts';
import { refreshPoolProfile } from '../pool/pool-profile.ts';
import { markConfirmed } from '../registration/mark-confirmed.ts';
import { toQueueColumns } from './queue-columns.ts';

/**
 * Evaluates a case and keeps the result on the rows that lists read; emits `case.updated` when the case changed. For
 * callers that record nothing: time alone may have changed what is next.
 */
export async function refreshProjection(em: Em, loaded: LoadedCase, nowMs: number): Promise<CaseDescription> {
  const { description, update } = await projectCase(em, loaded, nowMs);
  if (update) await emitEvent(em, loaded.row.companyId, 'case.updated', update);
  return description;
}

export type ProjectedCase = {
  readonly description: CaseDescription;
  /** What the company's endpoints are to receive; null when nothing they see has changed. */
  readonly update: WebhookEventData<'case.updated'> | null;
};

/**
 * Closed stays closed, unless the person's consent reopened it. A candidate shows their open case, else the latest, whichever was evaluated. Writes only what
 * differs, since it runs at each step.
 */
export async function projectCase(em: Em, loaded: LoadedCase, nowMs: number): Promise<ProjectedCase> {
  const description = describeCase(loaded.file, nowMs);
  const { row } = loaded;
  noteChange(row.companyId, 'cases', 'mails');
  const areMailsPaused = loaded.file.areMailsPaused === true;
  const before = JSON.stringify(toCaseUpdate(row, areMailsPaused));
  row.state = row.state === 'closed' && !isReopened(loaded.file.facts) ? 'closed' : description.state;
  row.closedReason = row.state === 'open' ? null : (description.closedReason ?? row.closedReason);
  row.stage = description.stage;
  row.nextStep = description.next;
  row.nextStepAt = description.nextAtMs === null ? null : new Date(description.nextAtMs);
  Object.assign(
    row,
    toQueueColumns(row.state === 'closed' && description.state === 'closed' ? null : description.mail),
  );
  if (row.mailWaitSince && isDelayOver(loaded.file.facts, description.mail, row.mailWaitSince)) {
    Object.assign(row, { mailWaitReason: null, mailWaitSince: null });
  }
  await em.flush();
  const update = toCaseUpdate(row, areMailsPaused);
  const current = (await describeCurrentCase(em, loaded, nowMs)) ?? description;
  await refreshCandidate(em, loaded, current);
  // Only a person who once consented can be in the pool.
  const hasConsented = loaded.file.facts.some(
    ({ kind, data }) => kind === 'consent.granted' && 'consent' in data && data.consent === 'relay',
  );
  if (hasConsented) await refreshPoolProfile(em, row.candidateId, new Date(nowMs));
  await markConfirmed(em, loaded, description.hasLiveRejection, new Date(nowMs));
  return { description, update: JSON.stringify(update) === before ? null : update };
}

/** Most steps change nothing of the candidate, whose row is then not even read. */
async function refreshCandidate(em: Em, { file, row, shown }: LoadedCase, current: CaseDescription): Promise<void> {
  const { consents, invitableFrom, keeping, keepUntil, relayExpiresAtMs, mayBeMailed, stage: lastStage } = current;
  const next: ShownCandidate = {
    relayConsent: consents.relay,
    relayConsentLapsesAt: relayExpiresAtMs === null ? null : new Date(relayExpiresAtMs),
    mayBeMailed,
    lastStage,
    keepUntil,
    keepingStatedAt: toKeepingStatedAt(file),
    resultOnly: keeping.kind === 'result_only',
    invitableFrom,
  };
  if (isDeepStrictEqual(next, shown)) return;
  Object.assign(shown, next);
  Object.assign(await em.findOneOrFail(Candidate, { id: row.candidateId }), next);
  await em.flush();
}

const maxDelayMs = 14 * 24 * 3_600_000;

/** The mail that could not leave has an outcome by now, or there is none like it any more. */
const isDelayOver = (facts: LoadedCase['file']['facts'], mail: CaseDescription['mail'], since: Date): boolean =>
  mail === null ||
  mail.queuedAtMs > since.getTime() + maxDelayMs ||
  facts.some(({ kind, at }) => (kind === 'mail.sent' || kind === 'mail.skipped') && Date.parse(at) >= since.getTime());

const isReopened = (facts: LoadedCase['file']['facts']): boolean =>
  facts.findLast(({ kind }) => kind === 'case.closed' || kind === 'case.reopened')?.kind === 'case.reopened';

/** In every answer and list: a mail has no date while all mails are paused, though its row keeps it. */
export const readNextStepAt = (
  { nextMail, nextStep, nextStepAt }: FollowUpCase,
  areMailsPaused: boolean,
): Date | null => (areMailsPaused && nextMail && toMailStepName(nextMail) === nextStep ? null : (nextStepAt ?? null));

/** A case as its company's webhook endpoints receive it. */
export const toCaseUpdate = (row: FollowUpCase, areMailsPaused: boolean): WebhookEventData<'case.updated'> => ({
  case_id: row.id,
  candidate_id: row.candidateId,
  state: row.state,
  stage: row.stage,
  next_step: row.nextStep,
  next_step_at: readNextStepAt(row, areMailsPaused)?.toISOString() ?? null,
});

/** The case that lists show of the candidate; null when it is the loaded one. */
async function describeCurrentCase(em: Em, { row }: LoadedCase, nowMs: number): Promise<CaseDescription | null> {
  // A candidate has one open case at most.
  if (row.state === 'open') return null;
  const current = await findCurrentCase(em, row.candidateId);
  if (current === null || current.id === row.id) return null;
  const loaded = await loadCase(em, current.id);
  return loaded && describeCase(loaded.file, nowMs);
}
