import { createHash, createHmac, createPrivateKey, generateKeyPairSync, sign } from 'node:crypto';

export type HookProvider = 'resend' | 'sendgrid' | 'hubspot';
export type SignedHook = { path: string; body: string; headers: Record<string, string> };

/** A key pair for SendGrid's signed event webhook; the public key as SendGrid's settings show it. */
export function createSendgridKeys() {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  return {
    publicKey: publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
    privateKey: privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64'),
  };
}

type Secrets = { resend: string; sendgrid: string; hubspot: string; hubspotUrl: string };

/** Creates each vendor's posts, signed as documented, at `atMs`. */
export function createHookSigner({ resend, sendgrid, hubspot, hubspotUrl }: Secrets) {
  const resendKey = Buffer.from(resend.replace(/^whsec_/, ''), 'base64');
  const sendgridKey = createPrivateKey({ key: Buffer.from(sendgrid, 'base64'), format: 'der', type: 'pkcs8' });
  const json = { 'content-type': 'application/json' };
  const toSeconds = (atMs: number) => String(Math.floor(atMs / 1000));
  function signSendgrid(body: string, atMs: number): SignedHook {
    const timestamp = toSeconds(atMs);
    const signature = sign('sha256', Buffer.from(timestamp + body), sendgridKey).toString('base64');
    const headers = {
      ...json,
      'x-twilio-email-event-webhook-timestamp': timestamp,
      'x-twilio-email-event-webhook-signature': signature,
    };
    return { path: '/hooks/sendgrid', body, headers };
  }
  return {
    resend(id: string, event: unknown, atMs = Date.now()): SignedHook {
      const body = JSON.stringify(event);
      const timestamp = toSeconds(atMs);
      const mac = createHmac('sha256', resendKey).update(`${id}.${timestamp}.${body}`).digest('base64');
      const headers = { ...json, 'svix-id': id, 'svix-timestamp': timestamp, 'svix-signature': `v1,${mac}` };
      return { path: '/hooks/resend', body, headers };
    },
    sendgrid: (events: readonly unknown[], atMs = Date.now()) => signSendgrid(JSON.stringify(events), atMs),
    /** A body that need not be JSON. */
    sendgridRaw: (body: string) => signSendgrid(body, Date.now()),
    hubspot(events: readonly unknown[], atMs = Date.now()): SignedHook {
      const body = JSON.stringify(events);
      const signed = `POST${hubspotUrl}${body}${atMs}`;
      const headers = {
        ...json,
        'x-hubspot-request-timestamp': String(atMs),
        'x-hubspot-signature-v3': createHmac('sha256', hubspot).update(signed).digest('base64'),
      };
      return { path: '/hooks/hubspot', body, headers };
    },
    /** The older signature without a timestamp. */
    hubspotV1(events: readonly unknown[]): SignedHook {
      const body = JSON.stringify(events);
      const signature = createHash('sha256')
        .update(hubspot + body)
        .digest('hex');
      const headers = { ...json, 'x-hubspot-signature': signature, 'x-hubspot-signature-version': 'v1' };
      return { path: '/hooks/hubspot', body, headers };
    },
  };
}
