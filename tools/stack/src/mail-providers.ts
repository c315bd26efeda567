import { createPrivateKey, createPublicKey } from 'node:crypto';
import { join } from 'node:path';
import type { Ports } from './ports.ts';
import type { Secrets } from './secrets.ts';

type Environment = Record<string, string>;
export type MailProviders = {
  /** The environment of the mail sandbox; null when mail goes to real providers. */
  readonly sandbox: Environment | null;
  /** The settings of mail-service about its providers. */
  readonly mail: Environment;
};

const providerKeys = ['RESEND_API_KEY', 'SENDGRID_API_KEY', 'HUBSPOT_ACCESS_TOKEN', 'SMTP_URL'];
const otherSettings = [
  'RESEND_BASE_URL',
  'RESEND_WEBHOOK_SECRET',
  'SENDGRID_BASE_URL',
  'SENDGRID_WEBHOOK_PUBLIC_KEY',
  'HUBSPOT_BASE_URL',
  'HUBSPOT_EMAIL_ID',
  'HUBSPOT_CLIENT_SECRET',
  'HUBSPOT_ALLOW_V1',
  'MAIL_PUBLIC_URL',
  'RESEND_REQUESTS_PER_SECOND',
  'SENDGRID_REQUESTS_PER_SECOND',
  'HUBSPOT_REQUESTS_PER_SECOND',
  'SMTP_MAILS_PER_SECOND',
];
/** Sender domains of the examples and the README, listed in the inbox before their first mail. */
const exampleDomains = ['hinode.example.jp', 'aoba.example.com', 'goen.example'];
/** The sender of sign-in links, unless OPERATOR_MAIL_FROM names another. */
export const operatorMailFrom = 'no-reply@goen.example';
const hubspotEmailId = '4025';

/**
 * Decides where mail goes. The sandbox stands in for all four providers unless the environment has the key of one: then
 * only providers with a key are used, so that no mail meant for a provider ends up in the sandbox.
 */
export function chooseMailProviders(
  env: NodeJS.ProcessEnv,
  { dataDir, ports, secrets }: { readonly dataDir: string; readonly ports: Ports; readonly secrets: Secrets },
): MailProviders {
  if (providerKeys.some((name) => env[name])) {
    const names = [...providerKeys, ...otherSettings];
    const settings = names.flatMap((name): [string, string][] => (env[name] ? [[name, env[name]]] : []));
    return { sandbox: null, mail: Object.fromEntries(settings) };
  }

  const inbox = `http://127.0.0.1:${ports.inbox}`;
  const hooks = `http://127.0.0.1:${ports.mailHooks}/hooks`;
  return {
    sandbox: {
      PORT: String(ports.inbox),
      SMTP_PORT: String(ports.smtp),
      DATA_DIR: join(dataDir, 'inbox'),
      RATE_LIMIT: '10',
      RESEND_WEBHOOK_URL: `${hooks}/resend`,
      RESEND_WEBHOOK_SECRET: secrets.resendWebhookSecret,
      SENDGRID_WEBHOOK_URL: `${hooks}/sendgrid`,
      SENDGRID_WEBHOOK_KEY: secrets.sendgridWebhookKey,
      HUBSPOT_WEBHOOK_URL: `${hooks}/hubspot`,
      HUBSPOT_CLIENT_SECRET: secrets.hubspotClientSecret,
      AUTO_DELIVER: 'true',
      DOMAINS: exampleDomains.join(','),
    },
    mail: {
      RESEND_API_KEY: 're_local_sandbox',
      RESEND_BASE_URL: env.RESEND_BASE_URL ?? inbox,
      RESEND_WEBHOOK_SECRET: secrets.resendWebhookSecret,
      SENDGRID_API_KEY: 'SG.local_sandbox',
      SENDGRID_BASE_URL: env.SENDGRID_BASE_URL ?? inbox,
      SENDGRID_WEBHOOK_PUBLIC_KEY: derivePublicKey(secrets.sendgridWebhookKey),
      HUBSPOT_ACCESS_TOKEN: 'pat-local-sandbox',
      HUBSPOT_BASE_URL: env.HUBSPOT_BASE_URL ?? inbox,
      HUBSPOT_EMAIL_ID: hubspotEmailId,
      HUBSPOT_CLIENT_SECRET: secrets.hubspotClientSecret,
      SMTP_URL: `smtp://127.0.0.1:${ports.smtp}`,
      SANDBOX_INBOX_URL: inbox,
      MAIL_PUBLIC_URL: `http://127.0.0.1:${ports.mailHooks}`,
    },
  };
}

/** SendGrid's verification key for the signing key (PKCS #8, DER in base64) of the sandbox. */
function derivePublicKey(privateKey: string): string {
  const key = createPrivateKey({ key: Buffer.from(privateKey, 'base64'), format: 'der', type: 'pkcs8' });
  return createPublicKey(key).export({ format: 'der', type: 'spki' }).toString('base64');
}
