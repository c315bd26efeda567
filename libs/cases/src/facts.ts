import type { Em, FactRow, FollowUpCase } from '@goen/case-store';
import { type Fact, type FactData, type FactKind, factData } from '@goen/contracts/internal';
import { emitEvent } from '@goen/webhooks';

/** What a fact needs to know of its case. */
export type CaseKeys = Pick<FollowUpCase, 'id' | 'companyId' | 'candidateId'>;

export type NewFact<K extends FactKind = FactKind> = {
  readonly kind: K;
  readonly at: Date;
  readonly data: FactData<K>;
  /** A fact with this key is written once a case; a repeat changes nothing. */
  readonly dedupeKey?: string;
};

/** Appends a fact to a case in the caller's transaction. Answers false when its dedupe key was known. */
export async function appendFact<K extends FactKind>(em: Em, of: CaseKeys, fact: NewFact<K>): Promise<boolean> {
  const rows = await em.execute<{ seq: string }[]>(
    `insert into fact (company_id, case_id, candidate_id, kind, at, data, dedupe_key)
     values (?, ?, ?, ?, ?, ?::jsonb, ?)
     on conflict (case_id, dedupe_key) where dedupe_key is not null do nothing returning seq`,
    [
      of.companyId,
      of.id,
      of.candidateId,
      fact.kind,
      fact.at,
      JSON.stringify(factData[fact.kind].parse(fact.data)),
      fact.dedupeKey ?? null,
    ],
  );
  if (rows.length === 0) return false;
  if (fact.kind === 'consent.granted' || fact.kind === 'consent.withdrawn') {
    const { consent } = factData['consent.granted'].parse(fact.data);
    const ids = { case_id: of.id, candidate_id: of.candidateId };
    await emitEvent(em, of.companyId, fact.kind, { ...ids, consent }, { at: fact.at });
  }
  return true;
}

/** A row as the fact it tells. */
export const factOf = (row: Pick<FactRow, 'seq' | 'caseId' | 'kind' | 'at' | 'data'>): Fact =>
  ({ seq: row.seq, caseId: row.caseId, kind: row.kind, at: row.at.toISOString(), data: row.data }) as Fact;
