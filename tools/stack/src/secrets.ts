import { createHmac, generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const secret = z.string().min(32);
/** Of each service that calls another one. */
const callerSecrets = z.object({ gateway: secret, worker: secret });
const schema = z.object({
  mailServiceTokens: callerSecrets,
  mailEventsToken: secret,
  creditServiceTokens: callerSecrets,
  linkSecret: secret,
  personHashKey: secret,
  /** AES-256: 32 bytes, base64. */
  mailBodyKey: secret,
  /** AES-256: 32 bytes, base64. */
  webhookSecretKey: secret,
  /** AES-256: 32 bytes, base64. */
  connectionSecretKey: secret,
  databaseSecret: secret,
  identitySecret: secret,
  setupToken: secret,
  /** Standard Webhooks: `whsec_` and base64. */
  resendWebhookSecret: secret,
  /** P-256, PKCS #8, DER in base64. */
  sendgridWebhookKey: secret,
  hubspotClientSecret: secret,
});
export type Secrets = z.infer<typeof schema>;

/**
 * Loads the secrets of a local stack: generated at its first start, stored beside its data, readable only by the owner.
 * Secrets that a later version needs are added; existing ones stay.
 */
export function loadSecrets(dataDir: string): Secrets {
  const file = join(dataDir, 'secrets.json');
  const stored = existsSync(file) ? schema.partial().parse(JSON.parse(readFileSync(file, 'utf8'))) : {};
  const complete = schema.safeParse(stored);
  if (complete.success) return complete.data;
  const secrets = schema.parse({ ...generateSecrets(), ...stored });
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(file, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  return secrets;
}

function generateSecrets(): Secrets {
  const token = () => randomBytes(32).toString('base64url');
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  return {
    mailServiceTokens: { gateway: token(), worker: token() },
    mailEventsToken: token(),
    creditServiceTokens: { gateway: token(), worker: token() },
    linkSecret: token(),
    personHashKey: token(),
    mailBodyKey: randomBytes(32).toString('base64'),
    webhookSecretKey: randomBytes(32).toString('base64'),
    connectionSecretKey: randomBytes(32).toString('base64'),
    databaseSecret: token(),
    identitySecret: token(),
    setupToken: token(),
    resendWebhookSecret: `whsec_${randomBytes(32).toString('base64')}`,
    sendgridWebhookKey: privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64'),
    hubspotClientSecret: token(),
  };
}

export const deriveDatabasePassword = (secrets: Secrets, role: string): string =>
  createHmac('sha256', secrets.databaseSecret).update(role).digest('base64url');
