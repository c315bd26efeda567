import { maxSourceLength } from '@goen/contracts/public';
import { toComparisonKey, toValue } from '@goen/contracts/text';
import { z } from 'zod';
import { applicationUrl } from '../application-url.ts';
import { defineAtsVendor, type HookRequest, type OpenConnection } from '../ats-vendor.ts';
import { toCandidateDetails, toEventAddresses } from '../candidate-details.ts';
import { readDate } from '../files/read-date.ts';
import { isRejectionStatus, toStatusKeys } from '../files/rejection-statuses.ts';
import { type ReportedItem, toEventItem, toRejectionItem, toUnreadableItem } from '../reported-item.ts';
import { type SelectionNews, toStageText } from '../selection.ts';
import { toStageKind } from '../stage-kind.ts';
import { defaultOfferStatuses, readOfferChange } from './zoho-offers.ts';
import { readZohoRequest, type ZohoRecord } from './zoho-request.ts';
import { readText, readTexts } from './zoho-values.ts';

/** Zoho's own rejection statuses; an account may have others. */
const defaultRejectionStatuses = ['Rejected', 'Rejected by Hiring Manager', 'Rejected for Interview', 'Unqualified'];

const settings = z.strictObject({
  rejection_statuses: z
    .array(z.string().trim().min(1).max(100))
    .min(1)
    .max(50)
    .optional()
    .describe(`the statuses that mean "rejected by you"; default: ${defaultRejectionStatuses.join(', ')}`),
  offer_statuses: z
    .array(z.string().trim().min(1).max(100))
    .max(50)
    .optional()
    .describe(`the statuses that mean an offer or a hire; default: ${defaultOfferStatuses.join(', ')}`),
  application_url: applicationUrl.optional(),
});
type Settings = z.infer<typeof settings>;

const secrets = z.strictObject({
  secret: z.string().min(16).max(200).describe('the value of the custom parameter `secret`: long and random'),
});
type Secrets = z.infer<typeof secrets>;

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
  'source',
  'event',
  'secret',
]);

/** What Zoho sends when a field is empty, unset in a picklist, or unknown to the webhook is no value. */
const toText = (value: unknown): string | null => (typeof value === 'string' ? toValue(value) : null);

/** Zoho's local times have no offset and count as Tokyo's; an unreadable date is passed on for validation to refuse. */
function toInstant(text: string | null): string | null {
  if (text === null) return null;
  const date = readDate(text);
  return 'instant' in date ? date.instant : text;
}

/** The parameters that must be readable for it to be clear what happened to whom; an event needs fewer. */
const everyEssential = ['event', 'application_status', 'application_id', 'candidate_id'];
const essentials: Readonly<Record<string, readonly string[]>> = {
  unrejected: ['application_id'],
  hired: ['application_id', 'candidate_id'],
  offer_ended: ['application_id', 'candidate_id'],
};

/** The custom parameter, in any spelling; without it a status speaks for itself. Null: nothing says what happened. */
function toEventName(event: string | null, status: string | null): string | null {
  if (event === null) return status === null ? null : 'rejected';
  const toKey = (text: string) => toComparisonKey(text).replaceAll(/[-_]/g, '');
  return (
    ['rejected', 'unrejected', 'hired', 'offer_ended', 'moved'].find((name) => toKey(name) === toKey(event)) ?? event
  );
}

function readRecord(
  { id, settings: { rejection_statuses: statuses, offer_statuses: offerStatuses } }: OpenConnection<Settings, Secrets>,
  record: ZohoRecord,
  now: Date,
): ReportedItem {
  const read = (name: string) => toText(readText(record[name], name));
  const source = { ats: 'zoho_recruit', connection_id: id };
  const application = { remote_id: read('application_id') ?? '' };
  const status = read('application_status');
  const event = toEventName(read('event'), status);
  const unreadable = (essentials[event ?? ''] ?? everyEssential).filter(
    (name) => readText(record[name], name) === undefined,
  );
  if (unreadable.length > 0) return toUnreadableValues(unreadable);
  if (event === null) return toUnreadableItem('neither `event` nor `application_status` says what happened');
  if (event === 'unrejected') {
    const occurredAt = now.toISOString();
    return toEventItem({ type: 'application.unrejected', source, occurred_at: occurredAt, application });
  }
  const candidateId = read('candidate_id') ?? application.remote_id;
  const offer = readOfferChange(event, status, offerStatuses);
  if (offer !== null) {
    const emails = readTexts(record.email, 'email').flatMap((text) => toText(text) ?? []);
    const name = { family_name: read('last_name'), given_name: read('first_name') };
    const candidate = { remote_id: candidateId, ...name, emails: toEventAddresses(emails.map((value) => ({ value }))) };
    return toEventItem({ ...offer, source, occurred_at: now.toISOString(), candidate, application });
  }
  const isRejection = isRejectionStatus(status ?? '', toStatusKeys(statuses ?? defaultRejectionStatuses));
  // Nothing is kept of somebody who is still in selection but the ids and the status. Another rule reports rejections.
  if (event === 'moved') return { kind: 'ignored', reason: event, discard: true };
  if (event !== 'rejected') {
    // Perhaps a rejection under a misspelt name: shown to the company, and nobody is mailed on a guess.
    return isRejection ? toUnreadableItem(`no such \`event\`: ${event}`) : { kind: 'ignored', reason: event };
  }
  if (status !== null && !isRejection) return { kind: 'ignored', reason: 'another status' };
  if (readText(record.rejected_on, 'rejected_on') === undefined) return toUnreadableValues(['rejected_on']);
  const [email, phone, stage, job] = ['email', 'phone', 'stage', 'job_title'].map(read);
  return toRejectionItem({
    source,
    application: {
      ...application,
      rejected_at: toInstant(read('rejected_on')),
      source: read('source')?.slice(0, maxSourceLength) ?? null,
      current_stage: stage ? { name: stage, kind: toStageKind(stage) } : null,
    },
    candidate: {
      remote_id: candidateId,
      family_name: read('last_name'),
      given_name: read('first_name'),
      ...toCandidateDetails({
        emails: email ? [{ value: email }] : [],
        phones: phone ? [{ value: phone }] : [],
        skills: readTexts(record.skill_set, 'skill_set').flatMap((text) => (toText(text) ?? '').split(/[,;、，；]/u)),
      }),
    },
    job: job ? { name: job } : null,
    remote_data: Object.fromEntries(Object.entries(record).filter(([name]) => !mappedParameters.has(name))),
  });
}

const toUnreadableValues = (names: readonly string[]): ReportedItem => ({
  kind: 'refused',
  errors: names.map((name) => ({
    pointer: `/${name}`,
    code: 'unreadable_value',
    detail: 'A nested value without a text that can be read.',
  })),
});

async function readHook(
  connection: OpenConnection<Settings, Secrets>,
  request: HookRequest,
  now: Date,
): Promise<readonly ReportedItem[]> {
  const { records } = await readZohoRequest(request);
  return (
    records?.map((record) => readRecord(connection, record, now)) ?? [
      toUnreadableItem('not a form or JSON about a few records'),
    ]
  );
}

/** What the calls of a rule with the event `moved` say about applications in selection. */
async function readSelection(
  { settings: { rejection_statuses: statuses, offer_statuses: offerStatuses } }: OpenConnection<Settings, Secrets>,
  request: HookRequest,
  now: Date,
): Promise<SelectionNews> {
  const { records } = await readZohoRequest(request);
  const rejectionKeys = toStatusKeys(statuses ?? defaultRejectionStatuses);
  const moved = (records ?? []).flatMap((record) => {
    const read = (name: string) => toText(readText(record[name], name));
    const [applicationId, status] = [read('application_id'), read('application_status')];
    const event = toEventName(read('event'), status);
    if (applicationId === null || event === null) return [];
    const isOpen =
      event === 'moved' &&
      readOfferChange(event, status, offerStatuses) === null &&
      !isRejectionStatus(status ?? '', rejectionKeys);
    if (!isOpen && event === 'unrejected') return [];
    const stage = toStageText(read('stage') ?? status);
    return [{ isOpen, application: { applicationId, candidateId: read('candidate_id'), stage, movedAt: null } }];
  });
  return {
    open: moved
      .filter(({ isOpen }) => isOpen)
      .map(({ application }) => ({ ...application, movedAt: now.toISOString() })),
    settled: moved.filter(({ isOpen }) => !isOpen).map(({ application }) => application.applicationId),
    completeSince: null,
  };
}

const isAuthentic = async ({ secrets: { secret } }: OpenConnection<Settings, Secrets>, request: HookRequest) =>
  (await readZohoRequest(request)).hasSecret(secret);

/** Zoho Recruit calls by the webhook of a workflow rule. It signs nothing: a custom parameter carries a secret. */
export const zohoRecruit = defineAtsVendor<Settings, Secrets>({
  kind: 'zoho_recruit',
  name: 'Zoho Recruit',
  settings,
  secrets,
  applicationUrl: ({ application_url: url }) => url ?? null,
  hook: {
    verify: isAuthentic,
    deliveryId: () => null,
    read: readHook,
    readSelection,
  },
});
