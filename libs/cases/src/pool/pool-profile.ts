import { buildSearchKeys, type PoolStatus, readPoolStatus } from '@goen/case-domain/matching';
import { toTagIds } from '@goen/case-domain/tags';
import type { Em } from '@goen/case-store';
import {
  Application,
  Candidate,
  CandidateTag,
  FactRow,
  findAddressStates,
  findMergedCandidates,
  PoolProfile,
  toFact,
} from '@goen/case-store';
import { type FactKind } from '@goen/contracts/internal';
import type { Tag, TagId } from '@goen/contracts/public';
import { findExperienceBand } from '@goen/contracts/workflow';
import { findOverruledKeys } from '../tag-overrules/find-overruled-keys.ts';

/** The facts that decide whether a candidate is in the pool. */
const deciding = [
  'rejection.reported',
  'application.unrejected',
  'candidate.hired',
  'candidate.offer_ended',
  'mail.bounced',
  'mail.complained',
  'mail.unsubscribed',
  'consent.granted',
  'consent.declined',
  'consent.withdrawn',
  'case.paused',
  'case.resumed',
  'referral.made',
  'referral.reversed',
  'referral.duplicated',
  'erasure.requested',
  'erasure.done',
] as const satisfies readonly FactKind[];

/** Whether a person is in the pool, by the facts of all their cases, in a session of their company. */
export async function loadPoolStatus(em: Em, candidateId: string, nowMs: number): Promise<PoolStatus> {
  // The relay knows people by their address.
  if ((await findAddressStates(em, [candidateId])).size > 0) return { state: 'closed' };
  const rows = [...(await findMergedCandidates(em, [candidateId])).keys()];
  const facts = await em.find(FactRow, { candidateId: { $in: rows }, kind: { $in: [...deciding] } });
  return readPoolStatus(facts.map(toFact), nowMs);
}

/**
 * Updates a candidate's pool profile from facts and rows, in a session of their company: filled while they may be
 * matched, emptied while not, deleted once they are erased or merged into another. Writes only what differs.
 */
export async function refreshPoolProfile(em: Em, candidateId: string, now: Date): Promise<void> {
  await em.flush();
  const candidate = await em.findOne(Candidate, { id: candidateId });
  const before = await em.findOne(PoolProfile, { candidateId }, { refresh: true });
  if (candidate === null || candidate.erasedAt || candidate.mergedInto || !candidate.personHash) {
    if (before) await em.nativeDelete(PoolProfile, { candidateId });
    return;
  }
  const standing = await loadPoolStatus(em, candidateId, now.getTime());
  if (standing.state === 'closed') {
    if (before && before.state !== 'closed') await close(em, before);
    return;
  }
  const { stage } = standing;
  const years = candidate.experienceYears ?? null;
  const experience = years === null ? null : findExperienceBand(years);
  const tags = await readComparedTags(em, candidate);
  const columns = {
    caseId: standing.caseId,
    personHash: candidate.personHash,
    tags,
    keys: buildSearchKeys({ tags }, standing.waitingSinceMs),
    experienceFrom: experience?.from ?? null,
    experienceTo: experience?.to ?? null,
    stage,
    state: standing.state,
    pausedUntil: standing.pausedUntil,
    waitingSince: new Date(standing.waitingSinceMs),
    consentExpiresAt: new Date(standing.consentExpiresAtMs),
  };
  if (before === null) {
    const { companyId } = candidate;
    await em.insert(PoolProfile, { candidateId, companyId, ...columns, excludedCompanyIds: [] });
    return;
  }
  em.assign(before, columns);
  await em.flush();
}

/** A closed profile keeps only its state and the companies that the person excluded. */
async function close(em: Em, profile: PoolProfile): Promise<void> {
  em.assign(profile, {
    caseId: null,
    tags: [],
    keys: [],
    experienceFrom: null,
    experienceTo: null,
    stage: 'other',
    state: 'closed',
    pausedUntil: null,
  });
  await em.flush();
}

/** The ids of a candidate's tags, of their prefecture and of the categories of the jobs they applied for. */
export async function readComparedTags(
  em: Em,
  { id: candidateId, companyId, prefecture }: Candidate,
): Promise<TagId[]> {
  const own = await em.find(CandidateTag, { candidateId });
  const applications = await em.find(Application, { candidateId, jobCategory: { $ne: null } });
  const tags: Tag[] = [
    ...own.map(({ kind, value }) => ({ kind, value })),
    ...(prefecture ? [{ kind: 'region' as const, value: prefecture }] : []),
    ...applications.flatMap(({ jobCategory: value }) => (value ? [{ kind: 'job_category' as const, value }] : [])),
  ];
  return toTagIds(tags, await findOverruledKeys(em, companyId, tags));
}
