import { z } from 'zod';
import { details } from '../../candidate-details.ts';
import { toStageKind } from '../../stage-kind.ts';

const id = z.union([z.string().min(1), z.number().int()]).transform(String);
const named = z.looseObject({ id: id.nullish(), name: z.string().nullish() });
const contact = z.looseObject({ value: z.string().nullish(), type: z.string().nullish() });

/** https://developers.greenhouse.io/webhooks.html; what is not named here is kept as it came. */
export const greenhouseHookBody = z.looseObject({
  action: z.string().max(100),
  payload: z.looseObject({ application: z.unknown().optional() }).nullish(),
});

const application = z.looseObject({
  id,
  applied_at: z.string().nullish(),
  rejected_at: z.string().nullish(),
  last_activity_at: z.string().nullish(),
  rejection_reason: named.extend({ type: z.union([z.string(), named]).nullish() }).nullish(),
  current_stage: named.nullish(),
  candidate: z.looseObject({
    id,
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

/** "They rejected us" is the candidate's own decision. */
const byCandidate = new Set(['they rejected us']);
const kinds = new Set(['personal', 'work']);

function reasonOf({ rejection_reason: reason }: Application) {
  if (!reason) return null;
  const type = typeof reason.type === 'object' ? reason.type?.name : reason.type;
  const whose = byCandidate.has(type?.trim().toLowerCase() ?? '') ? 'by_candidate' : 'by_company';
  return { remote_id: reason.id, name: reason.name, type: whose };
}

function candidateOf({ candidate }: Application) {
  return {
    remote_id: candidate.id,
    family_name: candidate.last_name,
    given_name: candidate.first_name,
    ...details({
      emails: filled(candidate.email_addresses).map(({ value, type }) => ({
        value,
        type: kinds.has(type ?? '') ? type : 'other',
      })),
      phones: filled(candidate.phone_numbers),
      skills: candidate.tags ?? [],
    }),
    prefecture: prefectureOf(candidate.addresses),
    can_email: candidate.can_email,
    private: candidate.is_private,
  };
}

/** A Japanese address begins with its prefecture, after the postal code. */
const prefectureOf = (addresses: Application['candidate']['addresses']) =>
  addresses
    ?.map(
      ({ value }) =>
        /^(?:〒?\d{3}-?\d{4}\s*)?(北海道|東京都|京都府|大阪府|\p{Script=Han}{2,3}県)/u.exec(value ?? '')?.[1],
    )
    .find((name) => name !== undefined);

const filled = (contacts: Application['candidate']['email_addresses']) =>
  (contacts ?? []).flatMap(({ value, type }) => (value ? [{ value, type }] : []));

/** An application of a payload, and the report it comes to; `rejected_at` as it was sent. */
export const applicationOf = application.transform((one) => {
  const { candidate: _candidate, ...rest } = one;
  const [job] = one.jobs ?? [];
  const report = {
    application: {
      remote_id: one.id,
      applied_at: one.applied_at,
      rejected_at: one.rejected_at,
      rejection_reason: reasonOf(one),
      current_stage: one.current_stage && {
        remote_id: one.current_stage.id,
        name: one.current_stage.name,
        kind: toStageKind(one.current_stage.name ?? null),
      },
    },
    candidate: candidateOf(one),
    job: job?.name ? { remote_id: job.id, name: job.name, category: job.departments?.[0]?.name } : null,
    remote_data: { application: rest, candidate: unknownOf(one.candidate) },
  };
  return { id: one.id, last_activity_at: one.last_activity_at ?? null, report };
});

const known = new Set(['id', 'first_name', 'last_name', 'phone_numbers', 'email_addresses', 'tags']);
const unknownOf = (candidate: Application['candidate']) =>
  Object.fromEntries(Object.entries(candidate).filter(([key]) => !known.has(key)));
