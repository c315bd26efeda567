import { createHash } from 'node:crypto';
import type { OpenConnection } from '@goen/ats';
import { VendorError } from '@goen/service-kit';
import type { SendResult } from '@goen/service-kit/outbound';
import { Webhook } from 'standardwebhooks';
import { candidateFields, readField } from '../candidate-fields.ts';
import { type CrmContext, type CrmPush, defineCrmAdapter } from '../crm-adapter.ts';
import { createPushBatch } from '../push-batch.ts';
import {
  type TalentcloudSecrets,
  type TalentcloudSettings,
  talentcloudSecrets,
  talentcloudSettings,
} from './talentcloud-settings.ts';

type TalentcloudConnection = OpenConnection<TalentcloudSettings, TalentcloudSecrets>;

/**
 * TalentCloud publishes no API. A company gets a CSV file to import there, and signed events (Standard Webhooks) to a
 * URL of its own bridge.
 */
export const talentcloud = defineCrmAdapter<TalentcloudSettings, TalentcloudSecrets>({
  kind: 'talentcloud',
  name: 'TalentCloud',
  settings: talentcloudSettings,
  secrets: talentcloudSecrets,
  reach: 'all',
  usesOurIds: true,
  batchSize: 20,
  async push(connection, pushes, context) {
    const batch = createPushBatch(pushes);
    for (const entry of batch.entries) {
      const { push } = entry;
      await batch.attempt([entry], async () => {
        if (connection.settings.url !== undefined) await postEvent(connection, toEvent(push), push.version, context);
        if (push.kind === 'keep') for (const { eventId } of push.notes) entry.notedEventIds.add(eventId);
        entry.remoteId = push.kind === 'keep' ? push.candidate.candidateId : null;
      });
    }
    return batch.results();
  },
  async test(connection, context) {
    if (connection.settings.url === undefined) return;
    await postEvent(connection, { type: 'connection.test', data: {} }, context.now().getTime(), context);
  },
});

type Event = { readonly type: string; readonly data: object };

function toEvent(push: CrmPush): Event {
  if (push.kind === 'erase') return { type: `candidate.${push.reason}`, data: { candidate_id: push.candidateId } };
  const { candidate, notes } = push;
  const fields = candidateFields.map((field) => [field, readField(candidate, field)]);
  const news = notes.map(({ eventId, kind, at, text }) => ({ event_id: eventId, kind, at, text }));
  return { type: 'candidate.changed', data: { candidate: Object.fromEntries(fields) as object, news } };
}

async function postEvent(
  { id: connectionId, settings, secrets }: TalentcloudConnection,
  { type, data }: Event,
  version: number,
  { send, now }: CrmContext,
): Promise<void> {
  const what = 'signed event';
  if (secrets.signing_secret === undefined) throw new VendorError('unauthorized', `${what}: no signing secret is set`);
  const sentAt = now();
  // A retry keeps the ID, so receivers can drop it as a duplicate. A candidate who changes back to an earlier state has
  // a new version, and so a new ID.
  const identity = JSON.stringify({ connectionId, version, type, data });
  const id = `msg_${createHash('sha256').update(identity).digest('hex').slice(0, 32)}`;
  const body = JSON.stringify({ type, timestamp: sentAt.toISOString(), data });
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'Goen-Webhooks/1',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(sentAt.getTime() / 1_000)),
    'webhook-signature': new Webhook(secrets.signing_secret).sign(id, sentAt, body),
  };
  const error = toVendorError(await send(settings.url ?? '', headers, body), what);
  if (error) throw error;
}

function toVendorError(answer: SendResult, what: string): VendorError | null {
  if (answer.kind === 'failed') {
    const isUrlRefused = answer.error === 'address_refused' || answer.error === 'url_refused';
    if (isUrlRefused) return new VendorError('forbidden', `${what}: ${answer.error}`);
    return new VendorError(answer.error === 'timeout' ? 'timeout' : 'unavailable', `${what}: ${answer.error}`);
  }
  const { status, retryAfterMs } = answer;
  if (status >= 200 && status < 300) return null;
  const detail = `${what}: HTTP ${status}`;
  if (status === 401) return new VendorError('unauthorized', detail);
  if (status === 403 || status === 410) return new VendorError('forbidden', detail);
  if (status === 429) return new VendorError('rate_limited', detail, { retryAfterMs: retryAfterMs || null });
  return new VendorError('unavailable', detail, { retryAfterMs: retryAfterMs || null });
}
