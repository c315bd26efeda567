import {
  Application,
  Candidate,
  CandidateTag,
  Company,
  Connection,
  type Em,
  FactRow,
  FollowUpCase,
  factOf,
  OperatorLicence,
  Rejection,
  UnRejection,
} from '@goen/case-store';
import { type CompanySettings, companySettings, type Fact, standingFactKinds } from '@goen/contracts';
import { LockMode } from '@mikro-orm/core';
import type { ReadReport } from './read-report.ts';

/** All that a chunk of reports may meet, read at once; new rows join the same maps, so that a chunk sees itself. */
export type Lookup = {
  readonly settings: CompanySettings;
  readonly licence: { readonly expiresOn: string } | null;
  readonly connections: ReadonlySet<string>;
  readonly rejections: Map<string, Rejection>;
  readonly byRemoteId: Map<string, Candidate>;
  readonly byPerson: Map<string, Candidate>;
  readonly applications: Map<string, Application>;
  readonly openCases: Map<string, FollowUpCase>;
  readonly tags: Set<string>;
  readonly standing: Map<string, Fact[]>;
  /** When an application was taken back last. */
  readonly unRejections: ReadonlyMap<string, Date>;
  /** Which of their facts an open case has. */
  readonly unRejected: Set<string>;
};

export const rejectionKey = (of: { sourceKey: string; remoteId: string; rejectedAt: Date }): string =>
  JSON.stringify([of.sourceKey, of.remoteId, of.rejectedAt.getTime()]);
export const remoteKey = (sourceKey: string, remoteId: string): string => JSON.stringify([sourceKey, remoteId]);
export const tagKey = (candidateId: string, kind: string, valueKey: string): string =>
  JSON.stringify([candidateId, kind, valueKey]);

export const unRejectedKey = (caseId: string, dedupeKey: string): string => JSON.stringify([caseId, dedupeKey]);

/** One query a table, however many reports. */
export async function lookUp(em: Em, companyId: string, reports: readonly ReadReport[]): Promise<Lookup> {
  const all = <T>(values: Iterable<T>) => [...new Set(values)];
  const sourceKeys = all(reports.map(({ sourceKey }) => sourceKey));
  const applicationIds = all(reports.map(({ remoteId }) => remoteId));
  const candidateIds = all(reports.map(({ report }) => report.candidate.remote_id));
  const people = all(reports.flatMap(({ personHash }) => (personHash === null ? [] : [personHash])));

  const company = await em.findOneOrFail(Company, { id: companyId });
  const [licence] = await em.find(OperatorLicence, {}, { orderBy: { expiresOn: 'desc' }, limit: 1 });
  const connections = await em.find(Connection, { companyId }, { fields: ['id'] });
  const rejections = await em.find(Rejection, {
    companyId,
    sourceKey: { $in: sourceKeys },
    remoteId: { $in: applicationIds },
  });
  const candidates = await em.find(
    Candidate,
    {
      companyId,
      $or: [{ sourceKey: { $in: sourceKeys }, remoteId: { $in: candidateIds } }, { personHash: { $in: people } }],
    },
    { orderBy: { createdAt: 'asc', id: 'asc' } },
  );
  const known = candidates.map(({ id }) => id);
  const applications = await em.find(Application, {
    companyId,
    sourceKey: { $in: sourceKeys },
    remoteId: { $in: applicationIds },
  });
  const openCases = await em.find(
    FollowUpCase,
    { candidateId: { $in: known }, state: 'open' },
    { lockMode: LockMode.PESSIMISTIC_WRITE },
  );
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
  const standing = await em.find(
    FactRow,
    { candidateId: { $in: known }, kind: { $in: [...standingFactKinds] } },
    { orderBy: { seq: 'asc' } },
  );

  const facts = new Map<string, Fact[]>();
  for (const row of standing) facts.set(row.candidateId, [...(facts.get(row.candidateId) ?? []), factOf(row)]);
  const byPerson = new Map<string, Candidate>();
  for (const one of candidates) {
    if (one.personHash && !byPerson.has(one.personHash)) byPerson.set(one.personHash, one);
  }
  return {
    settings: companySettings.parse(company.settings),
    licence: licence ? { expiresOn: licence.expiresOn } : null,
    connections: new Set(connections.map(({ id }) => id)),
    rejections: new Map(rejections.map((one) => [rejectionKey(one), one])),
    byRemoteId: new Map(candidates.map((one) => [remoteKey(one.sourceKey, one.remoteId), one])),
    byPerson,
    applications: new Map(applications.map((one) => [remoteKey(one.sourceKey, one.remoteId), one])),
    openCases: new Map(openCases.map((one) => [one.candidateId, one])),
    tags: new Set(tags.map((one) => tagKey(one.candidateId, one.kind, one.valueKey))),
    standing: facts,
    unRejections: new Map(unRejections.map((one) => [remoteKey(one.sourceKey, one.remoteId), one.occurredAt])),
    unRejected: new Set(unRejected.map((one) => unRejectedKey(one.caseId, one.dedupeKey ?? ''))),
  };
}
