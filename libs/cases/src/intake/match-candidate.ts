import { canBeSamePerson } from '@goen/case-domain/identity';
import type { Candidate } from '@goen/case-store';
import { newId } from '../new-id.ts';
import { markSharers } from '../shared-address/mark-sharers.ts';
import { createCandidate, updateCandidate } from './candidate-rows.ts';
import type { IntakeRows } from './intake-rows.ts';
import { type Lookup, toRemoteKey } from './lookup.ts';
import { toPersonName } from './person-name.ts';
import type { ReadReport } from './read-report.ts';

/**
 * The candidate of a report: known by id in the same source, or by address and name, else a new one; and what changed.
 * `held`: who is not mailed from now on, because candidates with other names have the same address.
 */
export function matchCandidate(companyId: string, lookup: Lookup, rows: IntakeRows, read: ReadReport, now: Date) {
  const { sourceKey } = read;
  const remoteId = read.report.candidate.remote_id;
  const key = toRemoteKey(sourceKey, remoteId);
  const byId = lookup.candidatesByRemoteId.get(key);
  const known = byId ?? findSamePerson(lookup, read)[0];
  const hashBefore = known?.personHash ?? null;
  const candidate = known ?? createCandidate(companyId, read, lookup, now);
  const changed = known ? updateCandidate(known, read, lookup) : [];
  const keys = { companyId, candidateId: candidate.id, createdAt: now };
  if (!known) rows.candidates.push(candidate);
  else if (!byId) rows.aliases.push({ id: newId(), ...keys, sourceKey, remoteId });
  lookup.candidatesByRemoteId.set(key, candidate);
  if (!candidate.personHash || candidate.personHash === hashBefore) return { candidate, changed, held: [] };
  rows.addresses.push({ id: newId(), ...keys, personHash: candidate.personHash });
  moveToAddress(lookup, candidate, hashBefore, candidate.personHash);
  return { candidate, changed, held: holdSharers(lookup, rows, candidate, hashBefore) };
}

/** Of a candidate with a new address, and of those who have it already. */
function holdSharers(lookup: Lookup, rows: IntakeRows, candidate: Candidate, hashBefore: string | null) {
  if (candidate.addressState === 'shared' && hashBefore) rows.leftAddresses.add(hashBefore);
  if (candidate.addressState) rows.changedSharers.add(candidate.id);
  candidate.addressState = null;
  const personHash = candidate.personHash ?? '';
  const held = markSharers(
    candidate,
    listAtAddress(lookup, personHash).filter((other) => other !== candidate),
  );
  if (held.length > 0) rows.sharedAddresses.add(personHash);
  for (const { id } of held) rows.changedSharers.add(id);
  return held;
}

/** Erased people are in no relation to anybody. */
const listAtAddress = ({ candidatesByPerson }: Lookup, personHash: string | null): Candidate[] =>
  (personHash ? (candidatesByPerson.get(personHash) ?? []) : []).filter(({ erasedAt }) => !erasedAt);

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
 * All candidates a report is about, by its id, and by its address if their names agree; oldest first. More than one:
 * they turned out to be one person. Nobody is matched to an erased person, or to one of several by address alone.
 */
export function findSamePerson(lookup: Lookup, read: ReadReport): Candidate[] {
  const byId = lookup.candidatesByRemoteId.get(toRemoteKey(read.sourceKey, read.report.candidate.remote_id));
  if (byId?.erasedAt) return [];
  const name = toPersonName(read.report.candidate);
  const byAddress = listAtAddress(lookup, read.personHash).filter((candidate) => canBeSamePerson(candidate, name));
  const all = [...new Set([...(byId ? [byId] : []), ...byAddress])].toSorted(byAge);
  const isAmbiguous = byAddress.some((one) => byAddress.some((other) => !canBeSamePerson(one, other)));
  return isAmbiguous ? all.filter((candidate) => candidate === byId) : all;
}
