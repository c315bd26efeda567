import { randomUUID } from 'node:crypto';
import type { Candidate } from '@goen/case-store';
import { newCandidate, updateCandidate } from './candidate-rows.ts';
import { type Lookup, remoteKey } from './intake-lookup.ts';
import type { IntakeRows } from './intake-rows.ts';
import type { ReadReport } from './read-report.ts';

/** The same candidate is the same id in the same source, or the same person by address. */
export function candidateOf(companyId: string, lookup: Lookup, rows: IntakeRows, read: ReadReport, now: Date) {
  const { sourceKey } = read;
  const remoteId = read.report.candidate.remote_id;
  const key = remoteKey(sourceKey, remoteId);
  const byId = lookup.byRemoteId.get(key);
  const known = byId ?? (read.personHash ? lookup.byPerson.get(read.personHash)?.[0] : undefined);
  const before = known?.personHash ?? null;
  const candidate = known ?? newCandidate(companyId, read, now);
  const changed = known ? updateCandidate(known, read) : [];
  const of = { companyId, candidateId: candidate.id, createdAt: now };
  if (!known) rows.candidates.push(candidate);
  else if (!byId) rows.aliases.push({ id: randomUUID(), ...of, sourceKey, remoteId });
  lookup.byRemoteId.set(key, candidate);
  if (candidate.personHash && candidate.personHash !== before) {
    rows.addresses.push({ id: randomUUID(), ...of, personHash: candidate.personHash });
    moveToAddress(lookup, candidate, before, candidate.personHash);
  }
  return { candidate, changed };
}

function moveToAddress({ byPerson }: Lookup, candidate: Candidate, before: string | null, after: string): void {
  if (before)
    byPerson.set(
      before,
      (byPerson.get(before) ?? []).filter((one) => one !== candidate),
    );
  byPerson.set(after, [...(byPerson.get(after) ?? []), candidate].toSorted(byAge));
}

const byAge = (a: Candidate, b: Candidate): number =>
  a.createdAt.getTime() - b.createdAt.getTime() || (a.id < b.id ? -1 : 1);

/**
 * The candidates that a report is about, the oldest first: whom its id names and whoever has its address. Several were
 * taken for different people until now. Nobody is found to be the same as a person whose data was erased.
 */
export function samePerson(lookup: Lookup, read: ReadReport): Candidate[] {
  const byId = lookup.byRemoteId.get(remoteKey(read.sourceKey, read.report.candidate.remote_id));
  const byAddress = read.personHash ? (lookup.byPerson.get(read.personHash) ?? []) : [];
  if (byId?.erasedAt) return [];
  const all = new Set([...(byId ? [byId] : []), ...byAddress]);
  return [...all].filter(({ erasedAt }) => erasedAt === null || erasedAt === undefined).toSorted(byAge);
}
