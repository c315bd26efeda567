import { equalSecrets } from '@goen/service-kit';
import { z } from 'zod';
import { defineAtsVendor, type HookRequest, type OpenConnection } from '../ats-vendor.ts';
import { toCandidateDetails } from '../candidate-details.ts';
import { readDate } from '../files/read-date.ts';
import { parseJsonBody } from '../parse-json-body.ts';
import { type ReportedItem, toEventItem, toRejectionItem } from '../reported-item.ts';
import { toStageKind } from '../stage-kind.ts';

/** Zoho's own rejection statuses; an account may have others. */
const defaultRejectionStatuses = ['Rejected', 'Rejected by Hiring Manager', 'Rejected for Interview', 'Unqualified'];

const settings = z.strictObject({
  rejection_statuses: z
    .array(z.string().trim().min(1).max(100))
    .min(1)
    .max(50)
    .optional()
    .describe(`the statuses that mean "rejected by you"; default: ${defaultRejectionStatuses.join(', ')}`),
});
type Settings = z.infer<typeof settings>;

const secrets = z.strictObject({
  secret: z.string().min(16).max(200).describe('the value of the custom parameter `secret`: long and random'),
});
type Secrets = z.infer<typeof secrets>;
type Parameters = Readonly<Record<string, string>>;

/** The parameters of docs/ats/zoho-recruit.md: ten module parameters at most, `event` and `secret` are custom. */
const mappedParameters = new Set([
  'application_id',
  'candidate_id',
  'first_name',
  'last_name',
  'email',
  'job_title',
  'application_status',
  'stage',
  'rejected_on',
  'skill_set',
  'phone',
  'event',
  'secret',
]);

/** Reads a form, JSON or the query, whichever the workflow rule sends. */
function readParameters({ headers, url, body }: HookRequest): Parameters {
  const mediaType = headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
  const query = Object.fromEntries(url.searchParams);
  if (mediaType === 'application/json') {
    const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);
    const json = z.record(z.string(), scalar).safeParse(parseJsonBody(body));
    const entries = Object.entries(json.data ?? {}).map(([key, value]) => [key, value === null ? '' : String(value)]);
    return { ...query, ...(Object.fromEntries(entries) as Parameters) };
  }
  return { ...query, ...Object.fromEntries(new URLSearchParams(Buffer.from(body).toString('utf8'))) };
}

/** Null for what Zoho sends when a field is empty. */
const toText = (value: string | undefined): string | null => {
  const trimmed = value?.trim() ?? '';
  return trimmed === '' || trimmed === 'null' ? null : trimmed;
};

/** Zoho's local times have no offset and count as Tokyo's; an unreadable date is passed on for validation to refuse. */
function toInstant(value: string | undefined): string | null {
  const text = toText(value);
  if (text === null) return null;
  const date = readDate(text);
  return 'instant' in date ? date.instant : text;
}

function readHook(
  { id, settings: { rejection_statuses: statuses } }: OpenConnection<Settings, Secrets>,
  parameters: Parameters,
  now: Date,
): ReportedItem {
  const source = { ats: 'zoho_recruit', connection_id: id };
  const application = { remote_id: toText(parameters.application_id) ?? '' };
  const event = toText(parameters.event) ?? 'rejected';
  if (event === 'unrejected') {
    const occurredAt = now.toISOString();
    return toEventItem({ type: 'application.unrejected', source, occurred_at: occurredAt, application });
  }
  if (event !== 'rejected') return { kind: 'ignored', reason: event };
  const status = toText(parameters.application_status);
  if (status !== null && !(statuses ?? defaultRejectionStatuses).includes(status))
    return { kind: 'ignored', reason: 'another status' };
  const [email, phone, stage, job] = [parameters.email, parameters.phone, parameters.stage, parameters.job_title].map(
    toText,
  );
  return toRejectionItem({
    source,
    application: {
      ...application,
      rejected_at: toInstant(parameters.rejected_on),
      current_stage: stage ? { name: stage, kind: toStageKind(stage) } : null,
    },
    candidate: {
      remote_id: toText(parameters.candidate_id) ?? application.remote_id,
      family_name: toText(parameters.last_name),
      given_name: toText(parameters.first_name),
      ...toCandidateDetails({
        emails: email ? [{ value: email }] : [],
        phones: phone ? [{ value: phone }] : [],
        skills: (toText(parameters.skill_set) ?? '').split(/[,;、，；]/u),
      }),
    },
    job: job ? { name: job } : null,
    remote_data: Object.fromEntries(Object.entries(parameters).filter(([name]) => !mappedParameters.has(name))),
  });
}

/** Zoho Recruit calls by the webhook of a workflow rule. It signs nothing: a custom parameter carries a secret. */
export const zohoRecruit = defineAtsVendor<Settings, Secrets>({
  kind: 'zoho_recruit',
  name: 'Zoho Recruit',
  settings,
  secrets,
  hook: {
    verify: (connection, request) => equalSecrets(readParameters(request).secret ?? '', connection.secrets.secret),
    deliveryId: () => null,
    read: (connection, request, now) => [readHook(connection, readParameters(request), now)],
  },
});
