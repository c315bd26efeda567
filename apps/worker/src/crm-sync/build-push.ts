import { isDeepStrictEqual } from 'node:util';
import type { FactRow } from '@goen/case-store';
import { type DueRecord, type SyncSituation, toCrmCandidate } from '@goen/case-store/sync';
import type { CrmNote, CrmPush } from '@goen/crm';
import { writeNote } from './note-text.ts';

const toEventId = (seq: number) => `goen:${seq}`;
export const toFactSeq = (eventId: string): number => Number(eventId.slice('goen:'.length));

/** A case that absorbed another carries copies of its facts; each is noted only once. */
const isRepeated = ({ seq, kind, data }: FactRow, facts: readonly FactRow[]): boolean =>
  (kind === 'rejection.reported' || kind === 'case.paused') &&
  facts.some((other) => other.seq < seq && other.kind === kind && isDeepStrictEqual(other.data, data));

/** Builds the push of a candidate's current state. `withoutNote` are facts that need no note and are done already. */
export function buildPush(
  { record, addresses, factSeqs }: DueRecord,
  situation: SyncSituation,
): { readonly push: Extract<CrmPush, { kind: 'keep' }>; readonly withoutNote: readonly number[] } {
  const { facts, applications } = situation;
  const jobs = new Map(
    applications.map(({ sourceKey, remoteId, jobName }) => [`${sourceKey} ${remoteId}`, jobName ?? null]),
  );
  const findJob = (sourceKey: string, remoteId: string) => jobs.get(`${sourceKey} ${remoteId}`) ?? null;
  const bySeq = new Map(facts.map((fact) => [fact.seq, fact]));
  const withoutNote: number[] = [];
  const notes = factSeqs.flatMap((seq): CrmNote[] => {
    const fact = bySeq.get(seq);
    const text = fact && !isRepeated(fact, facts) ? writeNote(fact, { findJob }) : null;
    if (fact === undefined || text === null) {
      withoutNote.push(seq);
      return [];
    }
    return [{ eventId: toEventId(seq), kind: fact.kind, at: fact.at.toISOString(), text }];
  });
  const candidate = toCrmCandidate(situation, record.connectionId);
  const formerAddresses = addresses.filter((address) => address !== candidate.email);
  const { version, remoteId = null, unsure: mayBeRepeat } = record;
  // Every change to a candidate makes the record pending, so `synced` means that only the recheck is due.
  const recheckOnly = record.state === 'synced';
  return {
    push: { kind: 'keep', candidate, version, remoteId, formerAddresses, notes, mayBeRepeat, recheckOnly },
    withoutNote,
  };
}
