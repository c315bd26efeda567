import { type PersonStatus, readPersonStatus } from '@goen/case-domain';
import { toName } from '@goen/contracts/text';
import { standingFactKinds } from '@goen/contracts/workflow';
import { findMergedCandidates } from '../candidates.ts';
import { Application, Candidate, CandidateTag } from '../entities/candidate.ts';
import { FactRow, FollowUpCase, toFact } from '../entities/case.ts';
import type { Em } from '../sessions.ts';

/** The current state of a candidate. */
export type SyncSituation = {
  readonly candidate: Candidate;
  readonly tags: readonly CandidateTag[];
  /** Newest first. */
  readonly applications: readonly Application[];
  readonly facts: readonly FactRow[];
  readonly person: PersonStatus;
};

/** What a CRM may receive about these candidates, by id, in a few queries. In a session of their company. */
export async function loadSyncSituations(
  em: Em,
  candidateIds: readonly string[],
  now: Date,
): Promise<ReadonlyMap<string, SyncSituation>> {
  const id = { $in: [...candidateIds] };
  const survivorIds = await findMergedCandidates(em, candidateIds);
  const candidates = await em.find(Candidate, { id }, { refresh: true });
  const tags = await em.find(CandidateTag, { candidateId: id }, { orderBy: { kind: 'asc', valueKey: 'asc' } });
  const applications = await em.find(Application, { candidateId: id }, { orderBy: { createdAt: 'desc', id: 'desc' } });
  // The open case, else the latest: the one that lists show.
  const cases = await em.find(
    FollowUpCase,
    { candidateId: id },
    { orderBy: [{ state: 'desc' }, { openedAt: 'desc' }, { id: 'desc' }] },
  );
  const facts = await em.find(FactRow, { candidateId: { $in: [...survivorIds.keys()] } }, { orderBy: { seq: 'asc' } });
  const factsByCandidate = Map.groupBy(facts, ({ candidateId }) => survivorIds.get(candidateId) ?? candidateId);
  const standing: ReadonlySet<string> = new Set(standingFactKinds);
  return new Map(
    candidates.map((candidate) => {
      const own = factsByCandidate.get(candidate.id) ?? [];
      const current = cases.find((row) => row.candidateId === candidate.id)?.id;
      const relevant = own.filter((fact) => fact.caseId === current || standing.has(fact.kind));
      const pickOwn = <T extends { candidateId: string }>(rows: readonly T[]) =>
        rows.filter((row) => row.candidateId === candidate.id);
      const person = readPersonStatus(relevant.map(toFact), now.getTime());
      return [
        candidate.id,
        { candidate, tags: pickOwn(tags), applications: pickOwn(applications), facts: own, person },
      ];
    }),
  );
}

/** A candidate as sent to a CRM. `connectionId`: only applications from it are sent with their ids. */
export function toCrmCandidate({ candidate, tags, applications, person }: SyncSituation, connectionId: string) {
  const { id, familyName, givenName, fullName, email, phones, prefecture, lastStage, lastRejectedAt } = candidate;
  return {
    candidateId: id,
    familyName: toName(familyName),
    givenName: toName(givenName),
    fullName: toName(fullName),
    // A CRM takes candidates with one address for one person.
    email: candidate.addressState ? null : (email ?? null),
    phones: phones.map(({ value }) => value),
    prefecture: prefecture ?? null,
    tags: tags.map(({ kind, value }) => ({ kind, value })),
    lastStage,
    lastRejectedAt: lastRejectedAt.toISOString(),
    lastJob: applications[0]?.jobName ?? null,
    unsubscribed: person.unsubscribed,
    relayConsent: person.relayConsent,
    status: person.status,
    applicationIds: applications
      .filter(({ sourceKey }) => sourceKey === `connection:${connectionId}`)
      .map(({ remoteId }) => remoteId),
  };
}

/** Ids of the company's candidates after `afterId`, in order, without erased ones and those kept for the result only; at most `limit`. */
export async function listPoolCandidateIds(
  em: Em,
  companyId: string,
  afterId: string | null,
  limit: number,
): Promise<string[]> {
  const rows = await em.find(
    Candidate,
    {
      companyId,
      erasedAt: null,
      mergedInto: null,
      resultOnly: false,
      unconfirmed: false,
      ...(afterId === null ? {} : { id: { $gt: afterId } }),
    },
    { orderBy: { id: 'asc' }, limit, fields: ['id'] },
  );
  return rows.map(({ id }) => id);
}
