import {
  Application,
  Candidate,
  CandidateAlias,
  CandidateTag,
  Company,
  Connection,
  type Em,
  FactRow,
  FollowUpCase,
  OperatorLicence,
  Rejection,
  rowsOfPerson,
  UnRejection,
} from '@goen/case-store';
import { type CompanySettings, companySettings, type Fact } from '@goen/contracts/internal';
import { standingFactKinds } from '@goen/contracts/workflow';
import { type FilterQuery, LockMode } from '@mikro-orm/core';
import { factOf } from './facts.ts';
import type { ReadReport } from './read-report.ts';

/** All that a chunk of reports may meet, read at once; new rows join the same maps, so that a chunk sees itself. */
export type Lookup = {
  readonly settings: CompanySettings;
  readonly licence: { readonly expiresOn: string } | null;
  readonly connections: ReadonlySet<string>;
  readonly rejections: Map<string, Rejection>;
  /** By application. */
  readonly rejectedApplications: Map<string, RejectedApplication>;
  /** By the ids that sources know them by, second ones too. */
  readonly byRemoteId: Map<string, Candidate>;
  /** Who has this address, the oldest first. */
  readonly byPerson: Map<string, Candidate[]>;
  readonly applications: Map<string, Application>;
  readonly openCases: Map<string, FollowUpCase>;
  readonly tags: Set<string>;
  readonly standing: Map<string, Fact[]>;
  /** When an application was taken back last. */
  readonly unRejections: ReadonlyMap<string, Date>;
  /** Which of their facts an open case has. */
  readonly unRejected: Set<string>;
};

export type RejectedApplication = { readonly latest: Rejection; readonly undated: Rejection | undefined };
export type LookUpOptions = {
  /** false: who only rehearses keeps nobody from writing to the cases. */
  readonly lockCases?: boolean;
};

export function rememberApplication(known: Map<string, RejectedApplication>, rejection: Rejection): void {
  const key = remoteKey(rejection.sourceKey, rejection.remoteId);
  const before = known.get(key);
  const latest = before && before.latest.rejectedAt > rejection.rejectedAt ? before.latest : rejection;
  known.set(key, { latest, undated: before?.undated ?? (rejection.dated ? undefined : rejection) });
}

export const rejectionKey = (of: { sourceKey: string; remoteId: string; rejectedAt: Date }): string =>
  JSON.stringify([of.sourceKey, of.remoteId, of.rejectedAt.getTime()]);
export const remoteKey = (sourceKey: string, remoteId: string): string => JSON.stringify([sourceKey, remoteId]);
export const tagKey = (candidateId: string, kind: string, valueKey: string): string =>
  JSON.stringify([candidateId, kind, valueKey]);

export const unRejectedKey = (caseId: string, dedupeKey: string): string => JSON.stringify([caseId, dedupeKey]);

/** One query a table, however many reports. */
export async function lookUp(
  em: Em,
  companyId: string,
  reports: readonly ReadReport[],
  { lockCases = true }: LookUpOptions = {},
): Promise<Lookup> {
  const all = <T>(values: Iterable<T>) => [...new Set(values)];
  const sourceKeys = all(reports.map(({ sourceKey }) => sourceKey));
  const applicationIds = all(reports.map(({ remoteId }) => remoteId));
  const candidateIds = all(reports.map(({ report }) => report.candidate.remote_id));
  const people = all(reports.flatMap(({ personHash }) => (personHash === null ? [] : [personHash])));

  const company = await em.findOneOrFail(Company, { id: companyId });
  const [licence] = await em.find(OperatorLicence, {}, { orderBy: { expiresOn: 'desc' }, limit: 1 });
  const connections = await em.find(Connection, { companyId, state: { $ne: 'deleted' } }, { fields: ['id'] });
  const rejections = await em.find(Rejection, {
    companyId,
    sourceKey: { $in: sourceKeys },
    remoteId: { $in: applicationIds },
  });
  const aliases = await em.find(CandidateAlias, {
    companyId,
    sourceKey: { $in: sourceKeys },
    remoteId: { $in: candidateIds },
  });
  const { candidates, openCases } = await readCandidates(em, lockCases, {
    companyId,
    mergedInto: null,
    $or: [
      { sourceKey: { $in: sourceKeys }, remoteId: { $in: candidateIds } },
      { personHash: { $in: people } },
      { id: { $in: aliases.map(({ candidateId }) => candidateId) } },
    ],
  });
  const known = candidates.map(({ id }) => id);
  const applications = await em.find(Application, {
    companyId,
    sourceKey: { $in: sourceKeys },
    remoteId: { $in: applicationIds },
  });
  const tags = await em.find(CandidateTag, { candidateId: { $in: known } });
  const unRejections = await em.find(
    UnRejection,
    { companyId, sourceKey: { $in: sourceKeys }, remoteId: { $in: applicationIds } },
    { orderBy: { occurredAt: 'asc' } },
  );
  const unRejected =
    unRejections.length === 0
      ? []
      : await em.find(FactRow, { caseId: { $in: openCases.map(({ id }) => id) }, kind: 'application.unrejected' });
  const rowsOf = await rowsOfPerson(em, known);
  const standing = await em.find(
    FactRow,
    { candidateId: { $in: [...rowsOf.keys()] }, kind: { $in: [...standingFactKinds] } },
    { orderBy: { seq: 'asc' } },
  );

  const facts = new Map<string, Fact[]>();
  for (const row of standing) {
    const candidateId = rowsOf.get(row.candidateId) ?? row.candidateId;
    facts.set(candidateId, [...(facts.get(candidateId) ?? []), factOf(row)]);
  }
  const byPerson = new Map<string, Candidate[]>();
  for (const one of candidates) {
    if (one.personHash) byPerson.set(one.personHash, [...(byPerson.get(one.personHash) ?? []), one]);
  }
  const byId = new Map(candidates.map((one) => [one.id, one]));
  const rejectedApplications = new Map<string, RejectedApplication>();
  for (const one of rejections) rememberApplication(rejectedApplications, one);
  return {
    settings: companySettings.parse(company.settings),
    licence: licence ? { expiresOn: licence.expiresOn } : null,
    connections: new Set(connections.map(({ id }) => id)),
    rejections: new Map(rejections.map((one) => [rejectionKey(one), one])),
    rejectedApplications,
    byRemoteId: new Map([
      ...candidates.map((one) => [remoteKey(one.sourceKey, one.remoteId), one] as const),
      ...aliases.flatMap((one) => {
        const candidate = byId.get(one.candidateId);
        return candidate ? [[remoteKey(one.sourceKey, one.remoteId), candidate] as const] : [];
      }),
    ]),
    byPerson,
    applications: new Map(applications.map((one) => [remoteKey(one.sourceKey, one.remoteId), one])),
    openCases: new Map(openCases.map((one) => [one.candidateId, one])),
    tags: new Set(tags.map((one) => tagKey(one.candidateId, one.kind, one.valueKey))),
    standing: facts,
    unRejections: new Map(unRejections.map((one) => [remoteKey(one.sourceKey, one.remoteId), one.occurredAt])),
    unRejected: new Set(unRejected.map((one) => unRejectedKey(one.caseId, one.dedupeKey ?? ''))),
  };
}

/** The candidates as they are once nobody else writes to their cases, the oldest first, with the cases that are open. */
async function readCandidates(em: Em, lockCases: boolean, which: FilterQuery<Candidate>) {
  const found = await em.find(Candidate, which);
  const ids = found.map(({ id }) => id);
  const cases = await em.find(
    FollowUpCase,
    { candidateId: { $in: ids } },
    { orderBy: { id: 'asc' }, ...(lockCases ? { lockMode: LockMode.PESSIMISTIC_WRITE } : {}) },
  );
  // Only now: who had the lock may have erased one.
  const candidates = await em.find(
    Candidate,
    { id: { $in: ids } },
    { orderBy: { createdAt: 'asc', id: 'asc' }, refresh: true },
  );
  return { candidates, openCases: cases.filter(({ state }) => state === 'open') };
}
