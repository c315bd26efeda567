import { maxSourceLength } from '@goen/contracts/public';
import { toComparisonKey } from '@goen/contracts/text';
import { z } from 'zod';
import { toCandidateDetails } from '../../candidate-details.ts';
import { toStageKind } from '../../stage-kind.ts';

export const greenhouseId = z.union([z.string().min(1), z.number().int()]).transform(String);
const named = z.looseObject({ id: greenhouseId.nullish(), name: z.string().nullish() });
const contact = z.looseObject({ value: z.string().nullish(), type: z.string().nullish() });

const application = z.looseObject({
  id: greenhouseId,
  applied_at: z.string().nullish(),
  rejected_at: z.string().nullish(),
  last_activity_at: z.string().nullish(),
  rejection_reason: named.extend({ type: z.union([z.string(), named]).nullish() }).nullish(),
  current_stage: named.nullish(),
  source: z
    .looseObject({
      name: z.string().nullish(),
      public_name: z.string().nullish(),
      type: named.partial().nullish().catch(null),
    })
    .nullish()
    .catch(null),
  candidate: z.looseObject({
    id: greenhouseId,
    first_name: z.string().nullish(),
    last_name: z.string().nullish(),
    is_private: z.boolean().nullish(),
    can_email: z.boolean().nullish(),
    phone_numbers: z.array(contact).nullish(),
    email_addresses: z.array(contact).nullish(),
    addresses: z.array(contact).nullish(),
    tags: z.array(z.string()).nullish(),
  }),
  jobs: z.array(named.extend({ departments: z.array(named).nullish() })).nullish(),
});
type Application = z.infer<typeof application>;
type Candidate = Application['candidate'];

const candidateDecisions = new Set(['they rejected us']);
const emailTypes = new Set(['personal', 'work']);

/** Greenhouse has a type of source (Agencies) and its name. */
function toSource({ source }: Application): string | null {
  const parts = [source?.type?.name, source?.public_name ?? source?.name].filter(Boolean);
  return parts.length === 0 ? null : parts.join(': ').slice(0, maxSourceLength);
}

function toRejectionReason({ rejection_reason: reason }: Application) {
  if (!reason) return null;
  const type = typeof reason.type === 'object' ? reason.type?.name : reason.type;
  const decidedBy = candidateDecisions.has(type?.trim().toLowerCase() ?? '') ? 'by_candidate' : 'by_company';
  return { remote_id: reason.id, name: reason.name, type: decidedBy };
}

/** Greenhouse puts this in place of the name; it may keep the address. */
const isAnonymized = ({ first_name: first, last_name: last }: Candidate): boolean =>
  [first, last].some((name) => /^anonymi[sz]ed$/.test(toComparisonKey(name ?? '').replaceAll(/[^a-z]/g, '')));

function toCandidate(candidate: Candidate) {
  if (isAnonymized(candidate)) return { remote_id: candidate.id, emails: [], phones: [], tags: [], can_email: false };
  return {
    remote_id: candidate.id,
    family_name: candidate.last_name,
    given_name: candidate.first_name,
    ...toCandidateDetails({
      emails: omitEmpty(candidate.email_addresses).map(({ value, type }) => ({
        value,
        type: emailTypes.has(type ?? '') ? type : 'other',
      })),
      phones: omitEmpty(candidate.phone_numbers),
      skills: candidate.tags ?? [],
    }),
    prefecture: findPrefecture(candidate.addresses),
    can_email: candidate.can_email,
    private: candidate.is_private,
  };
}

/** A Japanese address starts with the prefecture, after an optional postal code. */
const findPrefecture = (addresses: Candidate['addresses']) =>
  addresses
    ?.map(
      ({ value }) =>
        /^(?:〒?\d{3}-?\d{4}\s*)?(北海道|東京都|京都府|大阪府|\p{Script=Han}{2,3}県)/u.exec(value ?? '')?.[1],
    )
    .find((name) => name !== undefined);

const omitEmpty = (contacts: Candidate['email_addresses']) =>
  (contacts ?? []).flatMap(({ value, type }) => (value ? [{ value, type }] : []));

/** Parses the application of a payload and builds its report, not validated yet. Unmapped fields go to `remote_data`. */
export const greenhouseApplication = application.transform((parsed) => {
  const { candidate, ...rest } = parsed;
  const [job] = parsed.jobs ?? [];
  const report = {
    application: {
      remote_id: parsed.id,
      applied_at: parsed.applied_at,
      rejected_at: parsed.rejected_at,
      source: toSource(parsed),
      rejection_reason: toRejectionReason(parsed),
      current_stage: parsed.current_stage && {
        remote_id: parsed.current_stage.id,
        name: parsed.current_stage.name,
        kind: toStageKind(parsed.current_stage.name ?? null),
      },
    },
    candidate: toCandidate(candidate),
    job: job?.name ? { remote_id: job.id, name: job.name, category: job.departments?.[0]?.name } : null,
    remote_data: isAnonymized(candidate) ? {} : { application: rest, candidate: omitMapped(candidate) },
  };
  return { id: parsed.id, last_activity_at: parsed.last_activity_at ?? null, report };
});

const mappedFields = new Set(['id', 'first_name', 'last_name', 'phone_numbers', 'email_addresses', 'tags']);
const omitMapped = (candidate: Candidate) =>
  Object.fromEntries(Object.entries(candidate).filter(([field]) => !mappedFields.has(field)));
