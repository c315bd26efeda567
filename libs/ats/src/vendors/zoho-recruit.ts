import { equalSecrets } from '@goen/service-kit';
import { z } from 'zod';
import { atsVendor, type HookRequest, type OpenConnection, type ReportedItem } from '../ats-vendor.ts';
import { details } from '../candidate-details.ts';
import { readDate } from '../files/index.ts';
import { jsonOf, toldEvent, toldRejection } from '../reported-item.ts';
import { toStageKind } from '../stage-kind.ts';

/** Zoho's own statuses of an application that say so; an account may have others. */
const defaultRejectionStatuses = ['Rejected', 'Rejected by Hiring Manager', 'Rejected for Interview', 'Unqualified'];

const settings = z.strictObject({
  rejection_statuses: z
    .array(z.string().trim().min(1).max(100))
    .min(1)
    .max(50)
    .optional()
    .describe(`the statuses that mean: rejected by you; ${defaultRejectionStatuses.join(', ')} when not given`),
});
type Settings = z.infer<typeof settings>;

const secrets = z.strictObject({
  secret: z.string().min(16).max(200).describe('the value of the custom parameter `secret`: long and random'),
});
type Secrets = z.infer<typeof secrets>;
type Parameters = Readonly<Record<string, string>>;

/** The parameters that docs/ats/zoho-recruit.md has set: ten at most are Zoho's own, `event` and `secret` are custom. */
const taken = new Set([
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

/** A form, JSON, or the query: whichever was chosen in the workflow rule. */
function parametersOf({ headers, url, body }: HookRequest): Parameters {
  const mediaType = headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
  const query = Object.fromEntries(url.searchParams);
  if (mediaType === 'application/json') {
    const flat = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).safeParse(jsonOf(body));
    const entries = Object.entries(flat.data ?? {}).map(([key, value]) => [key, value === null ? '' : String(value)]);
    return { ...query, ...(Object.fromEntries(entries) as Parameters) };
  }
  return { ...query, ...Object.fromEntries(new URLSearchParams(Buffer.from(body).toString('utf8'))) };
}

/** What Zoho sends for a field that is empty. */
const text = (value: string | undefined): string | null => {
  const trimmed = value?.trim() ?? '';
  return trimmed === '' || trimmed === 'null' ? null : trimmed;
};

/** Times of Zoho have no offset unless they are ISO: they are read as Tokyo's. */
function instantOf(value: string | undefined): string | null {
  const given = text(value);
  if (given === null) return null;
  const read = readDate(given);
  return 'instant' in read ? read.instant : given;
}

function read({ id, settings: set }: OpenConnection<Settings, Secrets>, given: Parameters, now: Date): ReportedItem {
  const source = { ats: 'zoho_recruit', connection_id: id };
  const application = { remote_id: text(given.application_id) ?? '' };
  const event = text(given.event) ?? 'rejected';
  if (event === 'unrejected') {
    const occurredAt = now.toISOString();
    return toldEvent({ type: 'application.unrejected', source, occurred_at: occurredAt, application });
  }
  if (event !== 'rejected') return { kind: 'ignored', reason: event };
  const status = text(given.application_status);
  const statuses = set.rejection_statuses ?? defaultRejectionStatuses;
  if (status !== null && !statuses.includes(status)) return { kind: 'ignored', reason: 'another status' };
  const [email, phone, stage, job] = [given.email, given.phone, given.stage, given.job_title].map(text);
  return toldRejection({
    source,
    application: {
      ...application,
      rejected_at: instantOf(given.rejected_on),
      current_stage: stage ? { name: stage, kind: toStageKind(stage) } : null,
    },
    candidate: {
      remote_id: text(given.candidate_id) ?? application.remote_id,
      family_name: text(given.last_name),
      given_name: text(given.first_name),
      ...details({
        emails: email ? [{ value: email }] : [],
        phones: phone ? [{ value: phone }] : [],
        skills: (text(given.skill_set) ?? '').split(/[,;、，；]/u),
      }),
    },
    job: job ? { name: job } : null,
    remote_data: Object.fromEntries(Object.entries(given).filter(([name]) => !taken.has(name))),
  });
}

/** Zoho Recruit tells by the webhook of a workflow rule. It signs nothing: a custom parameter holds a secret. */
export const zohoRecruit = atsVendor<Settings, Secrets>({
  kind: 'zoho_recruit',
  name: 'Zoho Recruit',
  settings,
  secrets,
  hook: {
    verify: (connection, request) => equalSecrets(parametersOf(request).secret ?? '', connection.secrets.secret),
    deliveryId: () => null,
    read: (connection, request, now) => [read(connection, parametersOf(request), now)],
  },
});
