import { randomUUID } from 'node:crypto';
import {
  describeCase,
  type IntroductionFile,
  introductionStateOf,
  licenceHolds,
  nextIntroductionStep,
  standingReferrals,
} from '@goen/case-domain';
import type { IntroductionFact, IntroductionFactData, IntroductionFactKind } from '@goen/contracts';
import { rowsOfPerson } from './candidates.ts';
import { loadCase } from './case-file.ts';
import { emitEvent } from './emit-event.ts';
import { Introduction, IntroductionFactRow } from './entities/introduction.ts';
import { referralFactsOf } from './referrals.ts';
import { type Database, type Em, withCompany, withRelay } from './store.ts';

export type NewIntroduction = Pick<
  Introduction,
  | 'companyId'
  | 'positionId'
  | 'referrerId'
  | 'candidateId'
  | 'caseId'
  | 'personHash'
  | 'score'
  | 'scoreParts'
  | 'profile'
  | 'about'
>;

/**
 * Begins an introduction in a session of the relay, and asks for its workflow. Null: the person has a question before
 * them already, or was put before this position once.
 */
export async function createIntroduction(em: Em, of: NewIntroduction, now: Date): Promise<string | null> {
  const id = randomUUID();
  const created = await em.execute<unknown[]>(
    `insert into introduction (id, company_id, position_id, referrer_id, candidate_id, case_id, person_hash, score,
       score_parts, profile, about, state, next_step, next_step_at, created_at)
     select ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?::jsonb, ?::jsonb, 'matched', 'hold_credit', ?, ?
     where not exists (select 1 from introduction where candidate_id = ? and state in ('matched', 'asked'))
     on conflict do nothing returning id`,
    [
      id,
      of.companyId,
      of.positionId,
      of.referrerId,
      of.candidateId,
      of.caseId,
      of.personHash,
      of.score,
      JSON.stringify(of.scoreParts),
      JSON.stringify(of.profile),
      JSON.stringify(of.about),
      now,
      now,
      of.candidateId,
    ],
  );
  if (created.length === 0) return null;
  await wakeIntroduction(em, { id, companyId: of.companyId }, now);
  return id;
}

/** Asks, in the caller's transaction, that the introduction's workflow look at its facts. */
export async function wakeIntroduction(
  em: Em,
  { id, companyId }: Pick<Introduction, 'id' | 'companyId'>,
  now: Date,
): Promise<void> {
  await em.execute(
    `insert into outbox (company_id, introduction_id, kind, wake_at, next_attempt_at, created_at)
     values (?, ?, 'introduction', ?, ?, ?)`,
    [companyId, id, now, now, now],
  );
}

/** Asks that candidates be looked for: a position opened, a credit came, a candidate joined. */
export async function wakeMatching(em: Em, companyId: string, now: Date): Promise<void> {
  await em.execute(
    `insert into outbox (company_id, kind, wake_at, next_attempt_at, created_at) values (?, 'match', ?, ?, ?)`,
    [companyId, now, now, now],
  );
}

export type NewIntroductionFact<K extends IntroductionFactKind = IntroductionFactKind> = {
  readonly kind: K;
  readonly at: Date;
  readonly data: IntroductionFactData<K>;
  /** A fact with this key is written once an introduction. */
  readonly dedupeKey?: string;
};

/** Answers false when its dedupe key was known. */
export async function appendIntroductionFact<K extends IntroductionFactKind>(
  em: Em,
  of: Pick<Introduction, 'id' | 'companyId' | 'referrerId'>,
  fact: NewIntroductionFact<K>,
): Promise<boolean> {
  const rows = await em.execute<unknown[]>(
    `insert into introduction_fact (introduction_id, company_id, referrer_id, kind, at, data, dedupe_key)
     values (?, ?, ?, ?, ?, ?::jsonb, ?)
     on conflict (introduction_id, dedupe_key) do nothing returning seq`,
    [of.id, of.companyId, of.referrerId, fact.kind, fact.at, JSON.stringify(fact.data), fact.dedupeKey ?? null],
  );
  return rows.length > 0;
}

export async function introductionFacts(em: Em, introductionId: string): Promise<IntroductionFact[]> {
  const rows = await em.find(IntroductionFactRow, { introductionId }, { orderBy: { seq: 'asc' } });
  return rows.map(({ seq, kind, at, data }) => ({ seq, kind, at: at.toISOString(), data }) as IntroductionFact);
}

/** What the referrer's side says: whether the consent stands, and when mails may leave. */
type ReferrerSide = Pick<IntroductionFile, 'consentStands' | 'licenceIsValid' | 'hours'>;

/** Only a relay consent that was given to the referring company, and a referral that was not taken back. */
export function referrerSide(
  orm: Database,
  { referrerId, caseId }: Pick<Introduction, 'referrerId' | 'caseId'>,
  nowMs: number,
): Promise<ReferrerSide> {
  return withCompany(orm, referrerId, async (em) => {
    const loaded = await loadCase(em, caseId);
    if (loaded === null) throw new Error('an introduction stands on a case that is gone');
    const { consents } = describeCase(loaded.file, nowMs);
    // Of any case: who was found to be one person may have been referred by another of theirs.
    const referrals = standingReferrals(await referralFactsOf(em, loaded.row.candidateId));
    return {
      consentStands: consents.relay === 'granted' && referrals.length > 0,
      licenceIsValid: licenceHolds(loaded.file.licence, nowMs),
      hours: loaded.file.settings.hours,
    };
  });
}

export type LoadedIntroduction = { readonly row: Introduction; readonly file: IntroductionFile };

/** Locked until the transaction, one of the relay, ends. Null when there is no such introduction. */
export async function loadIntroduction(em: Em, id: string, side: ReferrerSide): Promise<LoadedIntroduction | null> {
  await em.execute('select 1 from introduction where id = ? for update', [id]);
  const row = await em.findOne(Introduction, { id }, { refresh: true });
  if (row === null) return null;
  const [position] = await em.execute<{ state: string }[]>('select state from position where id = ?', [row.positionId]);
  const facts = await introductionFacts(em, id);
  const file = {
    facts,
    positionIsOpen: position?.state === 'open',
    ...side,
  };
  return { row, file };
}

/** One transaction of the relay with an introduction locked, and all that its next step depends on. */
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

/** Keeps what the facts say on the row, for lists. */
export async function refreshIntroduction(em: Em, { row, file }: LoadedIntroduction, nowMs: number): Promise<void> {
  const { facts } = file;
  const step = nextIntroductionStep(file, nowMs);
  const last = <K extends IntroductionFactKind>(kind: K) =>
    facts.findLast((fact): fact is Extract<IntroductionFact, { kind: K }> => fact.kind === kind);
  const answered = last('candidate.accepted') ?? last('candidate.declined');
  const stopped = last('candidate.stopped_use');
  const stateBefore = row.state;
  row.state = introductionStateOf(facts);
  row.ended = last('introduction.closed')?.data.ended ?? null;
  row.report = last('company.reported')?.data.report ?? null;
  row.answeredAt = answered ? new Date(answered.at) : null;
  row.useStoppedAt = stopped ? new Date(stopped.at) : null;
  row.nextStep = step.kind === 'wait' ? step.next : step.kind;
  row.nextStepAt = step.kind === 'wait' ? new Date(step.untilMs) : step.kind === 'none' ? null : new Date(nowMs);
  await em.flush();
  // One that ended before its candidate was asked was never told of.
  const isNews = row.state !== stateBefore && !(stateBefore === 'matched' && row.state === 'closed');
  if (isNews) await tellOfIntroduction(em, row);
}

/** A company hears of an introduction from the moment that its candidate is asked. */
async function tellOfIntroduction(em: Em, { id, companyId, positionId, state, ended }: Introduction): Promise<void> {
  const ids = { introduction_id: id, position_id: positionId };
  const once = { dedupeKey: `introduction:${id}:${state}` };
  if (state === 'asked') await emitEvent(em, companyId, 'introduction.proposed', ids, once);
  if (state === 'accepted') await emitEvent(em, companyId, 'introduction.accepted', ids, once);
  if (state === 'closed' && ended) await emitEvent(em, companyId, 'introduction.closed', { ...ids, ended }, once);
}

/**
 * The person ended the relay consent, or had their data erased: in the referrer's session and in the same transaction.
 * What is still asked ends. After an erasure also who received data is told to stop using it, however long ago that
 * was, and no name stays here.
 */
export async function withdrawFromIntroductions(
  em: Em,
  candidateId: string,
  now: Date,
  { erased }: { erased: boolean },
): Promise<void> {
  const ofPerson = [...(await rowsOfPerson(em, [candidateId])).keys()];
  const concerned = { candidateId: { $in: ofPerson }, ...(erased ? {} : { state: { $ne: 'closed' as const } }) };
  for (const { id } of await em.find(Introduction, concerned, { fields: ['id'], orderBy: { id: 'asc' } })) {
    await em.execute('select 1 from introduction where id = ? for update', [id]);
    const row = await em.findOneOrFail(Introduction, { id }, { refresh: true });
    const isProvided = row.state === 'accepted' || row.person !== null;
    if (isProvided ? !erased : row.state === 'closed') continue;
    const kind = isProvided ? 'candidate.stopped_use' : 'candidate.withdrew';
    if (isProvided) Object.assign(row, { person: null, useStoppedAt: row.useStoppedAt ?? now });
    await em.flush();
    if (await appendIntroductionFact(em, row, { kind, at: now, data: {}, dedupeKey: kind })) {
      await wakeIntroductionOfReferrer(em, row, now);
    }
  }
}

/** In the referrer's session the outbox takes its own rows alone: the introduction is woken in its name. */
export const wakeIntroductionOfReferrer = (em: Em, row: Pick<Introduction, 'id' | 'referrerId'>, now: Date) =>
  wakeIntroduction(em, { id: row.id, companyId: row.referrerId }, now);

/** Has the questions that are before a person, and what came of others, looked at anew: in the referrer's session. */
export async function wakeIntroductionsOf(em: Em, candidateId: string, now: Date): Promise<void> {
  const running = await em.find(Introduction, { candidateId, state: { $ne: 'closed' } }, { orderBy: { id: 'asc' } });
  for (const one of running) await wakeIntroductionOfReferrer(em, one, now);
}
