import { randomUUID } from 'node:crypto';
import type { Em } from '@goen/case-store';
import { type Introduction, IntroductionFactRow, noteChange } from '@goen/case-store';
import type { IntroductionFact, IntroductionFactData, IntroductionFactKind } from '@goen/contracts/workflow';

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
 * Creates an introduction in a session of the relay and enqueues the start of its workflow. Null when the person has an
 * open introduction or was introduced to this position before.
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

/** Enqueues a wake-up of the introduction's workflow in the caller's transaction. */
export async function wakeIntroduction(
  em: Em,
  { id, companyId }: Pick<Introduction, 'id' | 'companyId'>,
  now: Date,
): Promise<void> {
  await em.execute(`insert into outbox (company_id, introduction_id, kind, wake_at) values (?, ?, 'introduction', ?)`, [
    companyId,
    id,
    now,
  ]);
}

/** The same in the referrer's session, where the outbox accepts rows of the referrer only. */
export const wakeIntroductionAsReferrer = (em: Em, row: Pick<Introduction, 'id' | 'referrerId'>, now: Date) =>
  wakeIntroduction(em, { id: row.id, companyId: row.referrerId }, now);

/** Enqueues a matching round: a position opened or a credit is free. */
export async function wakeMatching(em: Em, companyId: string, now: Date): Promise<void> {
  await em.execute(`insert into outbox (company_id, kind, wake_at) values (?, 'match', ?)`, [companyId, now]);
}

/** Candidates who join within this time share a matching round. */
const joinedTogetherSeconds = 5;

/** Enqueues a matching round after a candidate joined, unless one that will see the candidate is enqueued already. */
export async function wakeMatchingSoon(em: Em, companyId: string, now: Date): Promise<void> {
  await em.execute(
    `with next as (select date_bin(interval '1 second' * ?, now(), 'epoch') + interval '1 second' * ? as due)
     insert into outbox (company_id, kind, wake_at, next_attempt_at)
     select ?, 'match', ?, due from next
     where not exists (select 1 from outbox where company_id = ? and kind = 'match' and next_attempt_at >= due)`,
    [joinedTogetherSeconds, joinedTogetherSeconds, companyId, now, companyId],
  );
}

export type NewIntroductionFact<K extends IntroductionFactKind = IntroductionFactKind> = {
  readonly kind: K;
  readonly at: Date;
  readonly data: IntroductionFactData<K>;
  /** At most one fact per introduction has this key. */
  readonly dedupeKey?: string;
};

/** Returns false when the dedupe key is known. */
export async function appendIntroductionFact<K extends IntroductionFactKind>(
  em: Em,
  of: Pick<Introduction, 'id' | 'companyId' | 'referrerId'>,
  fact: NewIntroductionFact<K>,
): Promise<boolean> {
  for (const companyId of [of.companyId, of.referrerId]) noteChange(companyId, 'introductions', 'mails');
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
