import { type Em, FactRow, type FollowUpCase, toFact } from '@goen/case-store';
import { type Fact, type FactData, type FactKind, factData } from '@goen/contracts/internal';
import { insertAll } from './insert-all.ts';

/** The ids of a case that each of its rows carries. */
export type CaseKeys = Pick<FollowUpCase, 'id' | 'companyId' | 'candidateId'>;

export type NewFact<K extends FactKind = FactKind> = {
  readonly kind: K;
  readonly at: Date;
  readonly data: FactData<K>;
  /** At most one fact per case has this key; a repeat changes nothing. */
  readonly dedupeKey?: string;
};

export type NewFactRow = Omit<FactRow, 'seq'>;

export const toFactRow = (
  { id, companyId, candidateId }: CaseKeys,
  { kind, at, data, dedupeKey }: NewFact,
): NewFactRow => ({
  companyId,
  caseId: id,
  candidateId,
  kind,
  at,
  data: factData[kind].parse(data),
  dedupeKey: dedupeKey ?? null,
});

/** Appends facts in order. Returns those that are new: a row whose dedupe key is known is left out. */
export async function insertFacts(em: Em, rows: readonly NewFactRow[]): Promise<Fact[]> {
  const inserted = await insertAll<Pick<FactRow, 'kind' | 'data'> & { seq: string; case_id: string; at: string }>(
    em,
    FactRow,
    rows,
    `on conflict (case_id, dedupe_key) where dedupe_key is not null do nothing
     returning seq, case_id, kind, to_json(at) as at, data`,
  );
  return inserted
    .map(({ seq, case_id, kind, at, data }) =>
      toFact({ seq: Number(seq), caseId: case_id, kind, at: new Date(at), data }),
    )
    .toSorted((a, b) => a.seq - b.seq);
}
