import { isDeepStrictEqual } from 'node:util';
import type { FactRow } from '@goen/case-store';
import { candidateForCrm, type DueRecord, type SyncSituation } from '@goen/case-store/sync';
import type { CrmNote, CrmPush } from '@goen/crm';
import { noteTextOf } from './note-text.ts';

const eventIdOf = (seq: number) => `goen:${seq}`;
export const seqOf = (eventId: string): number => Number(eventId.slice('goen:'.length));

/** A case that takes over another's takes what was not told there as facts of its own: they are told once here. */
const isRepeated = ({ seq, kind, data }: FactRow, facts: readonly FactRow[]): boolean =>
  (kind === 'rejection.reported' || kind === 'case.paused') &&
  facts.some((other) => other.seq < seq && other.kind === kind && isDeepStrictEqual(other.data, data));

/** A push of a candidate as they stand, and the facts that are no note there: they wait for nothing. */
export function keepPush(
  { record, addresses, factSeqs }: DueRecord,
  situation: SyncSituation,
): { readonly push: Extract<CrmPush, { kind: 'keep' }>; readonly withoutNote: readonly number[] } {
  const { facts, applications } = situation;
  const jobs = new Map(applications.map((one) => [`${one.sourceKey} ${one.remoteId}`, one.jobName ?? null]));
  const jobOf = (sourceKey: string, remoteId: string) => jobs.get(`${sourceKey} ${remoteId}`) ?? null;
  const bySeq = new Map(facts.map((fact) => [fact.seq, fact]));
  const withoutNote: number[] = [];
  const notes = factSeqs.flatMap((seq): CrmNote[] => {
    const fact = bySeq.get(seq);
    const text = fact && !isRepeated(fact, facts) ? noteTextOf(fact, { jobOf }) : null;
    if (fact === undefined || text === null) {
      withoutNote.push(seq);
      return [];
    }
    return [{ eventId: eventIdOf(seq), kind: fact.kind, at: fact.at.toISOString(), text }];
  });
  const candidate = candidateForCrm(situation, record.connectionId);
  const formerAddresses = addresses.filter((address) => address !== candidate.email);
  const { version, remoteId = null, unsure: mayBeRepeat } = record;
  // Whatever happens to a candidate makes them pending.
  const recheckOnly = record.state === 'synced';
  return {
    push: { kind: 'keep', candidate, version, remoteId, formerAddresses, notes, mayBeRepeat, recheckOnly },
    withoutNote,
  };
}
