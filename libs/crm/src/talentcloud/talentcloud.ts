import { createHash } from 'node:crypto';
import type { OpenConnection } from '@goen/ats';
import { VendorError } from '@goen/service-kit';
import type { SentAnswer } from '@goen/service-kit/outbound';
import { Webhook } from 'standardwebhooks';
import { candidateFields, fieldOf } from '../candidate-fields.ts';
import { type CrmContext, type CrmPush, defineCrmAdapter } from '../crm-adapter.ts';
import { createPushBatch } from '../push-batch.ts';
import {
  type TalentcloudSecrets,
  type TalentcloudSettings,
  talentcloudSecrets,
  talentcloudSettings,
} from './talentcloud-settings.ts';

type Open = OpenConnection<TalentcloudSettings, TalentcloudSecrets>;

/**
 * TalentCloud publishes no API. What a company has instead: a CSV file to import there, and signed events (Standard
 * Webhooks) to a URL of its own that carries them over.
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
    for (const entry of batch.all) {
      await batch.attempt([entry], async () => {
        if (connection.settings.url !== undefined)
          await post(connection, eventOf(entry.push), entry.push.version, context);
        if (entry.push.kind === 'keep') for (const { eventId } of entry.push.notes) entry.notedEventIds.add(eventId);
        entry.remoteId = entry.push.kind === 'keep' ? entry.push.candidate.candidateId : null;
      });
    }
    return batch.results();
  },
  async test(connection, context) {
    if (connection.settings.url === undefined) return;
    await post(connection, { type: 'connection.test', data: {} }, context.now().getTime(), context);
  },
});

type Event = { readonly type: string; readonly data: object };

/** A candidate as they stand, and what is new of them; or that they are no more. */
export function eventOf(push: CrmPush): Event {
  if (push.kind === 'erase') return { type: `candidate.${push.reason}`, data: { candidate_id: push.candidateId } };
  const { candidate, notes } = push;
  const told = candidateFields.map((field) => [field, fieldOf(candidate, field)]);
  const news = notes.map(({ eventId, kind, at, text }) => ({ event_id: eventId, kind, at, text }));
  return { type: 'candidate.changed', data: { candidate: Object.fromEntries(told) as object, news } };
}

async function post(
  { id: connectionId, settings, secrets }: Open,
  { type, data }: Event,
  version: number,
  { send, now }: CrmContext,
): Promise<void> {
  const what = 'signed event';
  if (secrets.signing_secret === undefined)
    throw new VendorError('unauthorized', `${what}: there is no signing secret`);
  const at = now();
  // Tried again it has the same id, by which a receiver that was told already knows it; what comes to stand as it once
  // stood has another version, and another id.
  const told = JSON.stringify({ connectionId, version, type, data });
  const id = `msg_${createHash('sha256').update(told).digest('hex').slice(0, 32)}`;
  const body = JSON.stringify({ type, timestamp: at.toISOString(), data });
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'Goen-Webhooks/1',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
    'webhook-signature': new Webhook(secrets.signing_secret).sign(id, at, body),
  };
  const fault = faultOf(await send(settings.url ?? '', headers, body), what);
  if (fault) throw fault;
}

function faultOf(answer: SentAnswer, what: string): VendorError | null {
  if (answer.kind === 'failed') {
    const isRefused = answer.error === 'address_refused' || answer.error === 'url_refused';
    if (isRefused) return new VendorError('forbidden', `${what}: ${answer.error}`);
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
