import { createHmac } from 'node:crypto';
import { equalSecrets } from '@goen/service-kit';
import { z } from 'zod';
import { applicationUrl } from '../../application-url.ts';
import { defineAtsVendor } from '../../ats-vendor.ts';
import { readGreenhouseHook } from './greenhouse-hook.ts';
import { readGreenhouseSelection } from './read-selection.ts';

/** Greenhouse's own address of an application. */
const ownUrl = 'https://app.greenhouse.io/people/{candidate_id}?application_id={application_id}';

const settings = z.strictObject({ application_url: applicationUrl.default(ownUrl) });
const secrets = z.strictObject({
  signing_key: z.string().min(8).describe('the Secret Key of the web hook'),
  previous_signing_key: z.string().min(8).optional().describe('also accepted while you change the key'),
});
type Secrets = z.infer<typeof secrets>;

/** `Signature: sha256 <hex>`: HMAC-SHA256 of the raw body. It covers no time; the event ID identifies repeats. */
function isSigned({ signing_key, previous_signing_key }: Secrets, headers: Headers, body: Uint8Array): boolean {
  const signature = /^sha256 ([0-9a-f]{64})$/i.exec(headers.get('signature')?.trim() ?? '')?.[1]?.toLowerCase();
  if (signature === undefined) return false;
  const keys = [signing_key, ...(previous_signing_key === undefined ? [] : [previous_signing_key])];
  return keys.some((key) => equalSecrets(signature, createHmac('sha256', key).update(body).digest('hex')));
}

/** Greenhouse and compatible systems: web hooks about rejections, hires, and candidates that are gone. */
export const greenhouse = defineAtsVendor<z.infer<typeof settings>, Secrets>({
  kind: 'greenhouse',
  name: 'Greenhouse',
  settings,
  secrets,
  applicationUrl: ({ application_url: url }) => url,
  hook: {
    verify: (connection, { headers, body }) => isSigned(connection.secrets, headers, body),
    deliveryId: ({ headers }) => headers.get('greenhouse-event-id'),
    read: (connection, { body }, now) => readGreenhouseHook(connection.id, body, now),
    readSelection: (_connection, { body }, now) => readGreenhouseSelection(body, now),
  },
});
