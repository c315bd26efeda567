import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { addressOf } from '../mails/address.ts';
import { diagnosis, type Notice } from './notice.ts';
import type { Transport } from './transport.ts';

/** PKCS #8, DER in base64: given, or made at the first start and kept beside the mails. */
export function sendgridKey(dataDir: string, given: string | undefined): KeyObject {
  const file = join(dataDir, 'sendgrid-webhook-key');
  if (given === undefined && !existsSync(file)) {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
    mkdirSync(dataDir, { recursive: true });
    writeFileSync(file, privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64'), { mode: 0o600 });
  }
  const der = Buffer.from(given ?? readFileSync(file, 'utf8'), 'base64');
  return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
}

/** The verification key as SendGrid shows it: SubjectPublicKeyInfo, DER in base64. */
export const publicKeyOf = (privateKey: KeyObject): string =>
  createPublicKey(privateKey).export({ format: 'der', type: 'spki' }).toString('base64');

/** SendGrid posts events in arrays, signed with ECDSA over the timestamp and the raw body. */
export function sendgridTransport(url: string, privateKey: KeyObject, now: () => Date): Transport {
  return {
    url,
    maxBatch: 1000,
    atOnce: 2,
    request(notices) {
      const body = JSON.stringify(notices.flatMap(sendgridEvents));
      const timestamp = String(Math.floor(now().getTime() / 1000));
      return {
        body,
        headers: {
          'x-twilio-email-event-webhook-timestamp': timestamp,
          'x-twilio-email-event-webhook-signature': sign('sha256', Buffer.from(timestamp + body), privateKey).toString(
            'base64',
          ),
        },
      };
    },
  };
}

/** One event a recipient. */
export function sendgridEvents({ id, mail, event, bounce, suppressedBy, at }: Notice) {
  const categories = mail.tags.filter((tag) => tag.name === 'category').map((tag) => tag.value);
  return mail.to.map((recipient, index) => ({
    ...mail.custom_args,
    email: addressOf(recipient),
    timestamp: Math.floor(Date.parse(at) / 1000),
    'smtp-id': mail.message_id,
    ...(categories.length > 0 ? { category: categories } : {}),
    sg_event_id: index === 0 ? id : `${id}-${index}`,
    sg_message_id: mail.provider_id,
    ...detailOf(event, bounce, suppressedBy),
  }));
}

const dropReasons = {
  bounce: 'Bounced Address',
  complaint: 'Spam Reporting Address',
  manual: 'Unsubscribed Address',
} as const;

function detailOf(event: Notice['event'], bounce: Notice['bounce'], suppressedBy: Notice['suppressedBy']) {
  if (event === 'sent') return { event: 'processed' };
  if (event === 'delivered') return { event: 'delivered', response: '250 OK' };
  if (event === 'complained') return { event: 'spamreport' };
  if (event === 'failed') return { event: 'dropped', reason: 'Invalid SMTPAPI header' };
  if (event === 'suppressed') return { event: 'dropped', reason: dropReasons[suppressedBy] };
  const { status, response } = diagnosis(bounce);
  const permanent = bounce === 'Permanent';
  return {
    event: 'bounce',
    type: permanent ? 'bounce' : 'blocked',
    bounce_classification: permanent ? 'Invalid Address' : 'Mailbox Unavailable',
    reason: response,
    status,
  };
}
