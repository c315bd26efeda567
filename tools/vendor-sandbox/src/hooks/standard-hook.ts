import { randomUUID } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import type { SampleCandidate } from '../sample-data/generate-candidates.ts';
import type { SignedHook } from './signed-hook.ts';

/** The message in which a system reports in our own format: docs/ats/standard-webhooks.md. */
export function toStandardMessage({ report }: Pick<SampleCandidate, 'report'>, unreject = false) {
  const { source: _source, ...data } = report;
  const timestamp = new Date().toISOString();
  const { remote_id } = data.application;
  return unreject
    ? { type: 'application.unrejected', timestamp, data: { application: { remote_id } } }
    : { type: 'application.rejected', timestamp, data };
}

/** https://www.standardwebhooks.com. `secret` is `whsec_…`; Svix has header names of its own. A retry of a message keeps its `id`. */
export function standardHook(
  endpoint: { url: string; secret: string; now?: () => Date; as?: 'webhook' | 'svix' },
  message: unknown,
  id = `msg_${randomUUID()}`,
): SignedHook {
  const sentAt = endpoint.now?.() ?? new Date();
  const body = JSON.stringify(message);
  const prefix = endpoint.as ?? 'webhook';
  return {
    url: endpoint.url,
    body,
    headers: {
      'content-type': 'application/json',
      [`${prefix}-id`]: id,
      [`${prefix}-timestamp`]: String(Math.floor(sentAt.getTime() / 1000)),
      [`${prefix}-signature`]: new Webhook(endpoint.secret).sign(id, sentAt, body),
    },
  };
}
