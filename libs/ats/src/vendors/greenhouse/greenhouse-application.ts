import { maxSourceLength } from '@goen/contracts/public';
import { toComparisonKey } from '@goen/contracts/text';
import { z } from 'zod';
import { toCandidateDetails, toEventAddresses } from '../../candidate-details.ts';
import { toStageKind } from '../../stage-kind.ts';
import { greenhouseId, toFields, toFlag, toList, toText } from './greenhouse-values.ts';

const candidateFields = z.looseObject({
  id: greenhouseId,
  first_name: z.unknown().optional(),
  last_name: z.unknown().optional(),
  is_private: z.unknown().optional(),
  can_email: z.unknown().optional(),
  phone_numbers: z.unknown().optional(),
  email_addresses: z.unknown().optional(),
  addresses: z.unknown().optional(),
  tags: z.unknown().optional(),
});
type Candidate = z.infer<typeof candidateFields>;

/** Nothing but the ids is essential: what cannot be kept of the rest is left to the report's schema, which names it. */
const application = z.looseObject({
  id: greenhouseId,
  applied_at: z.unknown().optional(),
  rejected_at: z.unknown().optional(),
  rejection_reason: z.unknown().optional(),
  current_stage: z.unknown().optional(),
  source: z.unknown().optional(),
  candidate: candidateFields,
  jobs: z.unknown().optional(),
});
type Application = z.infer<typeof application>;

const candidateDecisions = new Set(['They rejected us'].map(toComparisonKey));
const emailTypes = new Set(['personal', 'work']);

/** Greenhouse has a type of source (Agencies) and its name. */
function toSource({ source }: Application): string | null {
  const { type, public_name: publicName, name } = toFields(source, 'name');
  const parts = [toText(type), toText(publicName) ?? toText(name)].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join(': ').slice(0, maxSourceLength);
}

/** A reason that is a text may be the name or the type of one. */
function toRejectionReason({ rejection_reason: reason }: Application) {
  if (reason === null || reason === undefined) return null;
  const { id, name, type = name } = toFields(reason, 'name');
  const decidedBy = candidateDecisions.has(toComparisonKey(toText(type) ?? '')) ? 'by_candidate' : 'by_company';
  return { remote_id: id, name, type: decidedBy };
}

function toStage({ current_stage: stage }: Application) {
  if (stage === null || stage === undefined) return null;
  const { id, name } = toFields(stage, 'name');
  return { remote_id: id, name, kind: toStageKind(toText(stage)) };
}

function toJob({ jobs }: Application) {
  const [job] = toList(jobs);
  const { id, name, departments } = toFields(job, 'name');
  if (name === null || name === undefined || name === '') return null;
  return { remote_id: id, name, category: toText(toList(departments)[0]) };
}

/** Greenhouse puts this in place of the name; it may keep the address. */
const isAnonymized = ({ first_name: first, last_name: last }: Candidate): boolean =>
  [first, last].some((name) => /^anonymi[sz]ed$/.test(toComparisonKey(toText(name) ?? '').replaceAll(/[^a-z]/g, '')));

function toCandidate(candidate: Candidate) {
  if (isAnonymized(candidate)) return { remote_id: candidate.id, emails: [], phones: [], tags: [], can_email: false };
  return {
    remote_id: candidate.id,
    family_name: candidate.last_name,
    given_name: candidate.first_name,
    ...toCandidateDetails({
      emails: toContacts(candidate.email_addresses).map(({ value, type }) => ({
        value,
        type: typeof type === 'string' && emailTypes.has(type) ? type : 'other',
      })),
      phones: toContacts(candidate.phone_numbers),
      skills: toList(candidate.tags).map((tag) => toFields(tag, 'name').name ?? tag),
    }),
    prefecture: findPrefecture(candidate),
    ...toWishes(candidate),
  };
}

/** What is neither yes nor no is on the safe side: no mails. */
function toWishes({ can_email, is_private }: Candidate) {
  const [canEmail, isPrivate] = [toFlag(can_email), toFlag(is_private)];
  const isUnclear = canEmail === undefined || isPrivate === undefined;
  return { can_email: isUnclear ? false : canEmail, private: isPrivate };
}

/** A Japanese address starts with the prefecture, after an optional postal code. */
const findPrefecture = ({ addresses }: Candidate) =>
  toContacts(addresses)
    .map(({ value }) => (typeof value === 'string' ? leadingPrefecture.exec(value)?.[1] : undefined))
    .find((name) => name !== undefined);
const leadingPrefecture = /^(?:〒?\d{3}-?\d{4}\s*)?(北海道|東京都|京都府|大阪府|\p{Script=Han}{2,3}県)/u;

const isNothing = (value: unknown): boolean => value === null || value === undefined || value === '';

/** Without those that are empty. A contact without a value stands for itself, for the report's schema to drop. */
const toContacts = (contacts: unknown) =>
  toList(contacts).flatMap((contact) => {
    const { value = contact, type } = toFields(contact, 'value');
    return isNothing(value) ? [] : [{ value, type }];
  });

/** Parses the application of a payload and builds its report, not validated yet. Unmapped fields go to `remote_data`. */
export const greenhouseApplication = application.transform((parsed) => {
  const { candidate, ...rest } = parsed;
  return {
    application: {
      remote_id: parsed.id,
      applied_at: parsed.applied_at,
      rejected_at: parsed.rejected_at,
      source: toSource(parsed),
      rejection_reason: toRejectionReason(parsed),
      current_stage: toStage(parsed),
    },
    candidate: toCandidate(candidate),
    job: toJob(parsed),
    remote_data: isAnonymized(candidate) ? {} : { application: rest, candidate: omitMapped(candidate) },
  };
});

/** What of an application tells about an offer or an un-rejection: ids, and the addresses and names that can be read. */
export const greenhouseEvent = z
  .looseObject({ id: greenhouseId, last_activity_at: z.unknown().optional(), candidate: z.unknown().optional() })
  .transform(({ id, last_activity_at: lastActivityAt, candidate }) => {
    const person = candidateFields.safeParse(candidate).data;
    return {
      application: { remote_id: id },
      candidate: person && toEventCandidate(toCandidate(person)),
      lastActivityAt,
    };
  });

const toEventCandidate = (candidate: ReturnType<typeof toCandidate>) => ({
  remote_id: candidate.remote_id,
  emails: toEventAddresses(candidate.emails),
  ...('family_name' in candidate
    ? { family_name: toText(candidate.family_name), given_name: toText(candidate.given_name) }
    : {}),
});

const mappedFields = new Set(['id', 'first_name', 'last_name', 'phone_numbers', 'email_addresses', 'tags']);
const omitMapped = (candidate: Candidate) =>
  Object.fromEntries(Object.entries(candidate).filter(([field]) => !mappedFields.has(field)));
