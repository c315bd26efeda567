import { describeCase } from '@goen/case-domain';
import { canBeSamePerson } from '@goen/case-domain/identity';
import { toSearchedTagId } from '@goen/case-domain/tags';
import {
  Candidate,
  CandidateAddress,
  CandidateTag,
  type Em,
  FollowUpCase,
  findCurrentCase,
  noSearchColumns,
  noteOwnChange,
  Registration,
  toSearchColumns,
} from '@goen/case-store';
import type { Locale, Tag } from '@goen/contracts/public';
import type { ConsentEvidence } from '@goen/contracts/workflow';
import { personHash } from '@goen/service-kit';
import { type NewFact } from '../fact-rows.ts';
import { insertAll } from '../insert-all.ts';
import { lockIntake } from '../intake/lock-intake.ts';
import { splitTags } from '../intake/split-tags.ts';
import { loadCase } from '../load-case.ts';
import { newId } from '../new-id.ts';
import { recordFacts } from '../record-facts.ts';
import { openAddressQuestions, refreshOpenCases } from '../shared-address/address-questions.ts';
import { markSharers } from '../shared-address/mark-sharers.ts';
import { templateSourceKey } from './template-source.ts';

export type RegistrationScope = { readonly companyId: string; readonly personHashKey: string; readonly now: Date };

/** What a person entered, and confirmed by opening the link that was mailed to the address. */
export type NewRegistration = {
  readonly id: string;
  readonly email: string;
  readonly familyName: string;
  readonly givenName: string | null;
  readonly jobName: string | null;
  readonly prefecture: string | null;
  readonly skills: readonly string[];
  readonly applicationId: string | null;
  readonly locale: Locale;
  readonly consent: ConsentEvidence;
};

export type Registered = { readonly companyId: string; readonly caseId: string; readonly candidateId: string };

/**
 * Stores a registration with its relay consent, in the caller's transaction; a repeat changes nothing. It joins a
 * candidate who has this address already and whose name agrees; else it is a candidate of its own, who is in no list and
 * earns nothing until a rejection is known.
 */
export async function register(em: Em, scope: RegistrationScope, given: NewRegistration): Promise<Registered> {
  const { companyId, now } = scope;
  await lockIntake(em, companyId);
  const repeated = await em.findOne(Registration, { companyId, id: given.id });
  if (repeated) return { companyId, caseId: repeated.caseId, candidateId: repeated.candidateId };
  const hash = personHash(given.email, scope.personHashKey);
  const sharers = await em.find(
    Candidate,
    { companyId, personHash: hash, erasedAt: null, mergedInto: null },
    { orderBy: { createdAt: 'asc', id: 'asc' } },
  );
  const candidate = findSamePerson(sharers, given) ?? (await addCandidate(em, scope, given, hash, sharers));
  await addTags(em, candidate, given);
  const caseRow = await findOrOpenCase(em, candidate, now);
  const keys = { companyId, caseId: caseRow.id, candidateId: candidate.id };
  noteOwnChange('registrations', 'candidates');
  await em.insert(Registration, {
    id: given.id,
    ...keys,
    state: 'unconfirmed',
    applicationId: given.applicationId,
    jobName: given.jobName,
    createdAt: now,
  });
  await recordFacts(
    { em, now },
    { caseId: caseRow.id, facts: ({ file }) => toFacts(given, describeCase(file, now.getTime()), now) },
  );
  return keys;
}

/** A known candidate of the address. Names that differ, or an address that was decided to be another's, are no match. */
function findSamePerson(sharers: readonly Candidate[], given: NewRegistration): Candidate | undefined {
  const same = sharers.filter((sharer) => sharer.addressState !== 'of_another' && canBeSamePerson(sharer, given));
  const isAmbiguous = same.some((one) => same.some((other) => !canBeSamePerson(one, other)));
  return isAmbiguous ? undefined : same[0];
}

async function addCandidate(
  em: Em,
  scope: RegistrationScope,
  given: NewRegistration,
  hash: string,
  sharers: readonly Candidate[],
): Promise<Candidate> {
  const { companyId, now } = scope;
  const named = {
    companyId,
    familyName: given.familyName,
    givenName: given.givenName,
    familyNameKana: null,
    givenNameKana: null,
    fullName: null,
    emails: [{ value: given.email, type: 'personal' as const }],
    prefecture: given.prefecture,
  };
  const candidate = em.create(Candidate, {
    ...named,
    ...noSearchColumns,
    ...toSearchColumns(named, null, given.jobName ? [given.jobName] : []),
    id: newId(),
    sourceKey: templateSourceKey,
    remoteId: given.id,
    email: given.email,
    phones: [],
    personHash: hash,
    locale: given.locale,
    mayBeMailed: false,
    lastStage: 'other',
    lastRejectedAt: now,
    relayConsent: 'unknown',
    createdAt: now,
    unconfirmed: true,
  });
  const held = markSharers(candidate, sharers);
  await em.persist(candidate).flush();
  await em.insert(CandidateAddress, {
    id: newId(),
    companyId,
    candidateId: candidate.id,
    personHash: hash,
    createdAt: now,
  });
  if (held.length > 0) await openAddressQuestions(em, scope, new Set([hash]));
  await refreshOpenCases(
    em,
    scope,
    held.map(({ id }) => id),
  );
  return candidate;
}

/** Without what 職業安定法 Art. 5-5 forbids to collect. */
async function addTags(em: Em, { id: candidateId, companyId }: Candidate, given: NewRegistration): Promise<void> {
  const all: Tag[] = [
    ...given.skills.map((value) => ({ kind: 'skill' as const, value })),
    ...(given.jobName ? [{ kind: 'job_category' as const, value: given.jobName }] : []),
  ];
  const rows = splitTags(all, new Set()).tags.map(({ kind, value }) => ({
    id: newId(),
    companyId,
    candidateId,
    kind,
    value,
    valueKey: value.normalize('NFKC').toLowerCase(),
    searchedId: toSearchedTagId({ kind, value }),
  }));
  await insertAll(em, CandidateTag, rows, 'on conflict do nothing');
}

/** The open case; else the latest if it has a live rejection, as consents given later count there; else a new one. */
async function findOrOpenCase(em: Em, candidate: Candidate, now: Date): Promise<Pick<FollowUpCase, 'id'>> {
  const current = await findCurrentCase(em, candidate.id);
  if (current?.state === 'open') return current;
  const loaded = current && (await loadCase(em, current.id));
  if (loaded && describeCase(loaded.file, now.getTime()).hasLiveRejection) return loaded.row;
  const opened = {
    id: newId(),
    companyId: candidate.companyId,
    candidateId: candidate.id,
    state: 'open' as const,
    stage: 'other' as const,
    nextStep: 'registration_confirmation' as const,
    nextStepAt: now,
    openedAt: now,
  };
  await em.insert(FollowUpCase, opened);
  return opened;
}

/** A consent that is valid and not about to expire is not given twice. */
function toFacts(
  { id, applicationId, consent }: NewRegistration,
  { consents, relayRenewable, stoppedMails }: ReturnType<typeof describeCase>,
  at: Date,
): NewFact[] {
  const isGiven = consents.relay === 'granted' && !relayRenewable && !stoppedMails.introductions;
  return [
    {
      kind: 'registration.received',
      at,
      data: { registrationId: id, applicationId },
      dedupeKey: `registration:${id}`,
    },
    ...(isGiven
      ? []
      : [{ kind: 'consent.granted' as const, at, data: { consent: 'relay' as const, evidence: consent } }]),
  ];
}
