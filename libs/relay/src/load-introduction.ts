import {
  describeCase,
  type IntroductionInput,
  isLicenceValid,
  isPersonReferred,
  isProtectedAfterHire,
  nextIntroductionStep,
  readIntroductionState,
} from '@goen/case-domain';
import { type Database, type Em, Introduction, withCompany, withRelay } from '@goen/case-store';
import { loadCase, loadPoolStatus, readReferralFacts } from '@goen/cases';
import type { IntroductionFact, IntroductionFactKind } from '@goen/contracts/workflow';
import { emitEvent } from '@goen/webhooks';
import { introductionFacts } from './introductions.ts';

/** What the referrer's rows decide: whether the consent holds, whether the person may be asked, the sending window. */
type ReferrerSide = Omit<IntroductionInput, 'facts' | 'isPositionOpen' | 'isReceiverSuspended'>;

/** Needs a relay consent given to the referring company, and a referral that was not reversed. */
function referrerSide(
  orm: Database,
  { referrerId, caseId }: Pick<Introduction, 'referrerId' | 'caseId'>,
  nowMs: number,
): Promise<ReferrerSide> {
  return withCompany(orm, referrerId, async (em) => {
    const loaded = await loadCase(em, caseId);
    if (loaded === null) throw new Error('The case of an introduction is missing');
    const { consents } = describeCase(loaded.file, nowMs);
    // On any case: after a merge another case of the person may hold the referral.
    const stillReferred = isPersonReferred(await readReferralFacts(em, loaded.row.candidateId));
    const standing = await loadPoolStatus(em, loaded.row.candidateId, nowMs);
    return {
      hasValidConsent: consents.relay === 'granted' && stillReferred,
      canBeAsked: standing.state !== 'closed' && !isProtectedAfterHire(loaded.file.joinedOn ?? null, nowMs),
      pausedUntil: standing.state === 'closed' ? null : standing.pausedUntil,
      isLicenceValid: isLicenceValid(loaded.file.licence, nowMs),
      hours: loaded.file.settings.hours,
      approval: loaded.file.settings.approval,
      areMailsPaused: loaded.file.areMailsPaused ?? false,
    };
  });
}

export type LoadedIntroduction = { readonly row: Introduction; readonly file: IntroductionInput };

/** Locks the introduction until the relay's transaction ends. Null when there is none. */
async function loadIntroduction(em: Em, id: string, side: ReferrerSide): Promise<LoadedIntroduction | null> {
  await em.execute('select 1 from introduction where id = ? for update', [id]);
  const row = await em.findOne(Introduction, { id }, { refresh: true });
  if (row === null) return null;
  const [position] = await em.execute<{ state: string; has_conditions: boolean; is_suspended: boolean }[]>(
    `select state, conditions is not null as has_conditions, suspended_at is not null as is_suspended
     from position join company on company.id = position.company_id where position.id = ?`,
    [row.positionId],
  );
  const facts = await introductionFacts(em, id);
  // 職業安定法 Art. 5-3: nobody is asked without the conditions. Who was asked before positions had any can still answer.
  const canAsk = (row.about.conditions ?? null) !== null && position?.has_conditions === true;
  const wasAsked = facts.some(({ kind }) => kind === 'candidate.asked');
  const file = {
    facts,
    isPositionOpen: position?.state === 'open' && (canAsk || wasAsked),
    isReceiverSuspended: position?.is_suspended === true,
    ...side,
  };
  return { row, file };
}

/** Runs one relay transaction with an introduction locked and everything its next step depends on. */
export async function withIntroduction<T>(
  orm: Database,
  id: string,
  nowMs: number,
  work: (loaded: LoadedIntroduction, em: Em) => Promise<T>,
): Promise<T | null> {
  const known = await withRelay(orm, (em) => em.findOne(Introduction, { id }));
  if (known === null) return null;
  const side = await referrerSide(orm, known, nowMs);
  return withRelay(orm, async (em) => {
    const loaded = await loadIntroduction(em, id, side);
    return loaded && work(loaded, em);
  });
}

/** Keeps the state that the facts result in on the row, for lists. */
export async function refreshIntroduction(em: Em, { row, file }: LoadedIntroduction, nowMs: number): Promise<void> {
  const { facts } = file;
  const step = nextIntroductionStep(file, nowMs);
  const last = <K extends IntroductionFactKind>(kind: K) =>
    facts.findLast((fact): fact is Extract<IntroductionFact, { kind: K }> => fact.kind === kind);
  const answered = last('candidate.accepted') ?? last('candidate.declined');
  const stopped = last('candidate.stopped_use');
  const stateBefore = row.state;
  row.state = readIntroductionState(facts);
  row.ended = last('introduction.closed')?.data.ended ?? null;
  row.report = last('company.reported')?.data.report ?? null;
  row.answeredAt = answered ? new Date(answered.at) : null;
  row.useStoppedAt = stopped ? new Date(stopped.at) : null;
  row.nextStep = step.kind === 'wait' ? step.next : step.kind;
  row.nextStepAt = step.kind === 'wait' ? new Date(step.untilMs) : step.kind === 'none' ? null : new Date(nowMs);
  if (step.kind !== 'ask' && step.kind !== 'remind') Object.assign(row, { mailWaitReason: null, mailWaitSince: null });
  await em.flush();
  // An introduction that ended before its candidate was asked was never announced.
  const isNews = row.state !== stateBefore && !(stateBefore === 'matched' && row.state === 'closed');
  if (isNews) await emitIntroduction(em, row);
}

/** The company receives events about an introduction once its candidate is asked. */
async function emitIntroduction(em: Em, { id, companyId, positionId, state, ended }: Introduction): Promise<void> {
  const ids = { introduction_id: id, position_id: positionId };
  const once = { dedupeKey: `introduction:${id}:${state}` };
  if (state === 'asked') await emitEvent(em, companyId, 'introduction.proposed', ids, once);
  if (state === 'accepted') await emitEvent(em, companyId, 'introduction.accepted', ids, once);
  if (state === 'closed' && ended) await emitEvent(em, companyId, 'introduction.closed', { ...ids, ended }, once);
}
