import type { OverruledKeys } from '@goen/case-domain/tags';
import {
  Application,
  Candidate,
  CandidateAlias,
  type Em,
  FactRow,
  FollowUpCase,
  Offer,
  Rejection,
  toFact,
  UnRejection,
} from '@goen/case-store';
import type { CompanySettings, Fact } from '@goen/contracts/internal';
import type { ResultMailSender } from '@goen/contracts/workflow';
import { pgArray } from '@goen/service-kit';
import { executePrepared, type PreparedStatement } from '@goen/service-kit/database';
import { indexOffers, type KnownOffers } from '../offers/known-offers.ts';
import type { AddressQuestions } from '../shared-address/hold-beside-offers.ts';
import { findKnownRows, type KnownResponse, type KnownRows, readKnownRows } from './read-known-rows.ts';
import type { ReadReport } from './read-report.ts';
import type { RequestKey } from './request-key.ts';

/** All rows that a chunk of reports may meet; new rows join the same maps, so that a chunk sees itself. */
export type Lookup = {
  readonly settings: CompanySettings;
  readonly licence: { readonly expiresOn: string } | null;
  /** Those that are not deleted; who sends their results, if not as the company says. */
  readonly connections: ReadonlyMap<string, ResultMailSender | null>;
  /** Whether the company has a webhook endpoint that may want events. */
  readonly hasEndpoint: boolean;
  /** By the company itself, or because it is suspended. */
  readonly areMailsPaused: boolean;
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
  /** About the addresses of the reports. */
  readonly addressQuestions: AddressQuestions;
  /** The latest un-rejection per application. */
  readonly unRejectedAt: ReadonlyMap<string, Date>;
  /** The un-rejections that the open cases already have as facts. */
  readonly unRejectedFacts: Set<string>;
  /** By the keys of their requests. */
  readonly responses: ReadonlyMap<string, KnownResponse>;
};

export type RejectedApplication = { readonly latest: Rejection; readonly undated: Rejection | undefined };
export type LookupOptions = {
  /** false: a rehearsal does not block writers of the cases. */
  readonly lockCases?: boolean;
  /** Of one method and route: their responses are read in the same statement. */
  readonly requests?: readonly RequestKey[];
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

/** In the order in which every writer of several cases locks them. */
const lockCases: PreparedStatement = {
  name: 'intake_lock_cases',
  text: `select 1 from (
      select c.id from unnest($1::uuid[]) as person (id), lateral (
        select id from follow_up_case where candidate_id = person.id offset 0) c order by c.id) met,
    lateral (select id from follow_up_case where id = met.id offset 0 for update) locked`,
};

/** Reads with one statement; with one more, and a lock before it, when a candidate is known. */
export async function lookUp(
  em: Em,
  companyId: string,
  reports: readonly ReadReport[],
  { lockCases: isLocking = true, requests = [] }: LookupOptions = {},
): Promise<Lookup> {
  const asked = { companyId, reports, requests };
  const known = await findKnownRows(em, asked);
  if (known.candidates.length === 0) return toLookup(em, known);
  if (isLocking) {
    await executePrepared(em, lockCases, [pgArray(known.candidates.map(({ id }) => String(id)))]);
  }
  // All of it under the lock: its previous holder may have erased a candidate.
  return toLookup(em, await readKnownRows(em, asked));
}

function toLookup(em: Em, known: KnownRows): Lookup {
  const candidates = known.candidates.map((row) => em.map(Candidate, row));
  const rejections = known.rejections.map((row) => em.map(Rejection, row));
  const unRejections = known.unRejections.map((row) => em.map(UnRejection, row));
  const rejectedApplications = new Map<string, RejectedApplication>();
  for (const rejection of rejections) rememberApplication(rejectedApplications, rejection);
  return {
    settings: known.settings,
    licence: known.licence,
    connections: new Map(known.connections.map(({ id, result_mail }) => [id, result_mail])),
    hasEndpoint: known.hasEndpoint,
    areMailsPaused: known.areMailsPaused,
    rejections: new Map(rejections.map((rejection) => [toRejectionKey(rejection), rejection])),
    rejectedApplications,
    candidatesByRemoteId: indexByRemoteId(
      candidates,
      known.aliases.map((row) => em.map(CandidateAlias, row)),
    ),
    candidatesByPerson: Map.groupBy(
      candidates.filter((candidate) => candidate.personHash),
      (candidate) => candidate.personHash ?? '',
    ),
    applications: new Map(
      known.applications.map((row) => {
        const application = em.map(Application, row);
        return [toRemoteKey(application.sourceKey, application.remoteId), application];
      }),
    ),
    openCases: new Map(
      known.openCases.map((row) => {
        const openCase = em.map(FollowUpCase, row);
        return [openCase.candidateId, openCase];
      }),
    ),
    tags: new Set(known.tags.map((tag) => toTagKey(tag.candidate_id, tag.kind, tag.value_key))),
    overruledTags: new Set(known.overruledTags),
    standingFacts: indexFacts(em, known),
    offers: indexOffers(known.offers.map((row) => em.map(Offer, row))),
    addressQuestions: new Map(
      known.addressQuestions.map(({ person_hash, state, owner_id }) => [person_hash, { state, ownerId: owner_id }]),
    ),
    unRejectedAt: new Map(unRejections.map((row) => [toRemoteKey(row.sourceKey, row.remoteId), row.occurredAt])),
    unRejectedFacts: new Set(known.unRejectedFacts.map((fact) => toUnRejectedKey(fact.case_id, fact.dedupe_key ?? ''))),
    responses: new Map(known.responses.map((response) => [response.key, response])),
  };
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

/** Facts of candidates merged into another belong to the other. */
function indexFacts(em: Em, { standingFacts, mergedCandidates }: KnownRows): Map<string, Fact[]> {
  const personByCandidate = new Map(mergedCandidates.map(({ id, merged_into }) => [id, merged_into]));
  const rows = standingFacts.map((row) => em.map(FactRow, row));
  const byPerson = Map.groupBy(rows, ({ candidateId }) => personByCandidate.get(candidateId) ?? candidateId);
  return new Map([...byPerson].map(([candidateId, facts]) => [candidateId, facts.map(toFact)]));
}
