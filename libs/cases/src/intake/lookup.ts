import type { OverruledKeys } from '@goen/case-domain/tags';
import {
  Application,
  Candidate,
  CandidateAlias,
  CandidateTag,
  Connection,
  type Em,
  FactRow,
  FollowUpCase,
  findMergedCandidates,
  OperatorLicence,
  Rejection,
  toFact,
  UnRejection,
} from '@goen/case-store';
import type { CompanySettings, Fact } from '@goen/contracts/internal';
import { standingFactKinds } from '@goen/contracts/workflow';
import { type FilterQuery, LockMode } from '@mikro-orm/core';
import { type KnownOffers, readOffers } from '../offers/known-offers.ts';
import { type AddressQuestions, readAddressQuestions } from '../shared-address/hold-beside-offers.ts';
import { findOverruledKeys } from '../tag-overrules/find-overruled-keys.ts';
import type { ReadReport } from './read-report.ts';

/** All rows that a chunk of reports may meet; new rows join the same maps, so that a chunk sees itself. */
export type Lookup = {
  readonly settings: CompanySettings;
  readonly licence: { readonly expiresOn: string } | null;
  readonly connectionIds: ReadonlySet<string>;
  readonly rejections: Map<string, Rejection>;
  readonly rejectedApplications: Map<string, RejectedApplication>;
  /** By every id that a source has for them. */
  readonly candidatesByRemoteId: Map<string, Candidate>;
  /** By the hash of their address, oldest first. */
  readonly candidatesByPerson: Map<string, Candidate[]>;
  readonly applications: Map<string, Application>;
  /** By candidate. */
  readonly openCases: Map<string, FollowUpCase>;
  readonly tags: Set<string>;
  readonly overruledTags: OverruledKeys;
  /** By candidate. */
  readonly standingFacts: Map<string, Fact[]>;
  readonly offers: KnownOffers;
  /** About the addresses of these offers. */
  readonly addressQuestions: AddressQuestions;
  /** The latest un-rejection per application. */
  readonly unRejectedAt: ReadonlyMap<string, Date>;
  /** The un-rejections that the open cases already have as facts. */
  readonly unRejectedFacts: Set<string>;
};

export type RejectedApplication = { readonly latest: Rejection; readonly undated: Rejection | undefined };
export type LookupOptions = {
  /** false: a rehearsal does not block writers of the cases. */
  readonly lockCases?: boolean;
};

export function rememberApplication(known: Map<string, RejectedApplication>, rejection: Rejection): void {
  const key = toRemoteKey(rejection.sourceKey, rejection.remoteId);
  const before = known.get(key);
  const latest = before && before.latest.rejectedAt > rejection.rejectedAt ? before.latest : rejection;
  known.set(key, { latest, undated: before?.undated ?? (rejection.dated ? undefined : rejection) });
}

export const toRejectionKey = (rejection: Pick<Rejection, 'sourceKey' | 'remoteId' | 'rejectedAt'>): string =>
  JSON.stringify([rejection.sourceKey, rejection.remoteId, rejection.rejectedAt.getTime()]);
export const toRemoteKey = (sourceKey: string, remoteId: string): string => JSON.stringify([sourceKey, remoteId]);
export const toTagKey = (candidateId: string, kind: string, valueKey: string): string =>
  JSON.stringify([candidateId, kind, valueKey]);
export const toUnRejectedKey = (caseId: string, dedupeKey: string): string => JSON.stringify([caseId, dedupeKey]);

/** One query per table, however many reports. */
export async function lookUp(
  em: Em,
  { companyId, settings }: { readonly companyId: string; readonly settings: CompanySettings },
  reports: readonly ReadReport[],
  { lockCases = true }: LookupOptions = {},
): Promise<Lookup> {
  const distinct = <T>(values: Iterable<T>) => ({ $in: [...new Set(values)] });
  const sourceKey = distinct(reports.map((read) => read.sourceKey));
  const ofApplications = { companyId, sourceKey, remoteId: distinct(reports.map((read) => read.remoteId)) };
  const remoteId = distinct(reports.map(({ report }) => report.candidate.remote_id));
  const personHash = distinct(reports.flatMap((read) => (read.personHash === null ? [] : [read.personHash])));

  const offers = await readOffers(em, companyId, reports);
  const [licence] = await em.find(OperatorLicence, {}, { orderBy: { expiresOn: 'desc' }, limit: 1 });
  const connections = await em.find(Connection, { companyId, state: { $ne: 'deleted' } }, { fields: ['id'] });
  const rejections = await em.find(Rejection, ofApplications);
  const aliases = await em.find(CandidateAlias, { companyId, sourceKey, remoteId });
  const { candidates, openCases } = await readCandidates(em, lockCases, {
    companyId,
    mergedInto: null,
    $or: [{ sourceKey, remoteId }, { personHash }, { id: { $in: aliases.map(({ candidateId }) => candidateId) } }],
  });
  const candidateIds = candidates.map(({ id }) => id);
  const applications = await em.find(Application, ofApplications);
  const tags = await em.find(CandidateTag, { candidateId: { $in: candidateIds } });
  const unRejections = await em.find(UnRejection, ofApplications, { orderBy: { occurredAt: 'asc' } });
  const unRejectedFacts =
    unRejections.length === 0
      ? []
      : await em.find(FactRow, { caseId: { $in: openCases.map(({ id }) => id) }, kind: 'application.unrejected' });
  const rejectedApplications = new Map<string, RejectedApplication>();
  for (const rejection of rejections) rememberApplication(rejectedApplications, rejection);
  return {
    settings,
    licence: licence ? { expiresOn: licence.expiresOn } : null,
    connectionIds: new Set(connections.map(({ id }) => id)),
    rejections: new Map(rejections.map((rejection) => [toRejectionKey(rejection), rejection])),
    rejectedApplications,
    candidatesByRemoteId: indexByRemoteId(candidates, aliases),
    candidatesByPerson: Map.groupBy(
      candidates.filter((candidate) => candidate.personHash),
      (candidate) => candidate.personHash ?? '',
    ),
    applications: new Map(applications.map((row) => [toRemoteKey(row.sourceKey, row.remoteId), row])),
    openCases: new Map(openCases.map((row) => [row.candidateId, row])),
    tags: new Set(tags.map((tag) => toTagKey(tag.candidateId, tag.kind, tag.valueKey))),
    overruledTags: await findOverruledKeys(
      em,
      companyId,
      reports.flatMap(({ report }) => report.candidate.tags),
    ),
    standingFacts: await readStandingFacts(em, candidateIds),
    offers,
    addressQuestions: await readAddressQuestions(em, companyId, listOfferedAddresses(offers, reports)),
    unRejectedAt: new Map(unRejections.map((row) => [toRemoteKey(row.sourceKey, row.remoteId), row.occurredAt])),
    unRejectedFacts: new Set(unRejectedFacts.map((fact) => toUnRejectedKey(fact.caseId, fact.dedupeKey ?? ''))),
  };
}

const listOfferedAddresses = (offers: KnownOffers, reports: readonly ReadReport[]): string[] =>
  reports.flatMap(({ personHash }) => (personHash !== null && offers.has(personHash) ? [personHash] : []));

/** The candidates, oldest first, and their open cases, read once nobody else can write to their cases. */
async function readCandidates(em: Em, lockCases: boolean, where: FilterQuery<Candidate>) {
  const matches = await em.find(Candidate, where);
  const ids = matches.map(({ id }) => id);
  const cases = await em.find(
    FollowUpCase,
    { candidateId: { $in: ids } },
    { orderBy: { id: 'asc' }, ...(lockCases ? { lockMode: LockMode.PESSIMISTIC_WRITE } : {}) },
  );
  // Refreshed under the lock: its previous holder may have erased a candidate.
  const candidates = await em.find(
    Candidate,
    { id: { $in: ids } },
    { orderBy: { createdAt: 'asc', id: 'asc' }, refresh: true },
  );
  return { candidates, openCases: cases.filter(({ state }) => state === 'open') };
}

function indexByRemoteId(candidates: readonly Candidate[], aliases: readonly CandidateAlias[]): Map<string, Candidate> {
  const byId = new Map(candidates.map((candidate) => [candidate.id, candidate]));
  const index = new Map(candidates.map((row) => [toRemoteKey(row.sourceKey, row.remoteId), row]));
  for (const alias of aliases) {
    const candidate = byId.get(alias.candidateId);
    if (candidate) index.set(toRemoteKey(alias.sourceKey, alias.remoteId), candidate);
  }
  return index;
}

async function readStandingFacts(em: Em, candidateIds: readonly string[]): Promise<Map<string, Fact[]>> {
  const personByCandidate = await findMergedCandidates(em, candidateIds);
  const rows = await em.find(
    FactRow,
    { candidateId: { $in: [...personByCandidate.keys()] }, kind: { $in: [...standingFactKinds] } },
    { orderBy: { seq: 'asc' } },
  );
  const byPerson = Map.groupBy(rows, ({ candidateId }) => personByCandidate.get(candidateId) ?? candidateId);
  return new Map([...byPerson].map(([candidateId, facts]) => [candidateId, facts.map(toFact)]));
}
