import { randomUUID } from 'node:crypto';
import type { Candidate } from '@goen/case-store';
import { createCandidate, updateCandidate } from './candidate-rows.ts';
import { type Lookup, toRemoteKey } from './lookup.ts';
import type { ReadReport } from './read-report.ts';
import type { IntakeRows } from './rows.ts';

/** The candidate of a report, matched by id in the same source or by address, else a new one; and what changed. */
export function matchCandidate(companyId: string, lookup: Lookup, rows: IntakeRows, read: ReadReport, now: Date) {
  const { sourceKey } = read;
  const remoteId = read.report.candidate.remote_id;
  const key = toRemoteKey(sourceKey, remoteId);
  const byId = lookup.candidatesByRemoteId.get(key);
  const known = byId ?? (read.personHash ? lookup.candidatesByPerson.get(read.personHash)?.[0] : undefined);
  const hashBefore = known?.personHash ?? null;
  const candidate = known ?? createCandidate(companyId, read, now);
  const changed = known ? updateCandidate(known, read) : [];
  const keys = { companyId, candidateId: candidate.id, createdAt: now };
  if (!known) rows.candidates.push(candidate);
  else if (!byId) rows.aliases.push({ id: randomUUID(), ...keys, sourceKey, remoteId });
  lookup.candidatesByRemoteId.set(key, candidate);
  if (candidate.personHash && candidate.personHash !== hashBefore) {
    rows.addresses.push({ id: randomUUID(), ...keys, personHash: candidate.personHash });
    moveToAddress(lookup, candidate, hashBefore, candidate.personHash);
  }
  return { candidate, changed };
}

function moveToAddress(
  { candidatesByPerson }: Lookup,
  candidate: Candidate,
  before: string | null,
  after: string,
): void {
  if (before) {
    const others = (candidatesByPerson.get(before) ?? []).filter((other) => other !== candidate);
    candidatesByPerson.set(before, others);
  }
  candidatesByPerson.set(after, [...(candidatesByPerson.get(after) ?? []), candidate].toSorted(byAge));
}

const byAge = (a: Candidate, b: Candidate): number =>
  a.createdAt.getTime() - b.createdAt.getTime() || (a.id < b.id ? -1 : 1);

/**
 * All candidates a report is about, by its id and by its address, oldest first. More than one: they turned out to be
 * one person. Nobody is matched to an erased person.
 */
export function findSamePerson(lookup: Lookup, read: ReadReport): Candidate[] {
  const byId = lookup.candidatesByRemoteId.get(toRemoteKey(read.sourceKey, read.report.candidate.remote_id));
  const byAddress = read.personHash ? (lookup.candidatesByPerson.get(read.personHash) ?? []) : [];
  if (byId?.erasedAt) return [];
  const all = new Set([...(byId ? [byId] : []), ...byAddress]);
  return [...all].filter(({ erasedAt }) => erasedAt === null || erasedAt === undefined).toSorted(byAge);
}
