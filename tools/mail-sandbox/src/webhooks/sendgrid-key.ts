import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** PKCS #8, DER in base64. Without a configured key, one is generated at the first start and kept in `dataDir`. */
export function loadSendgridKey(dataDir: string, configuredKey: string | undefined): KeyObject {
  const file = join(dataDir, 'sendgrid-webhook-key');
  if (configuredKey === undefined && !existsSync(file)) {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
    mkdirSync(dataDir, { recursive: true });
    writeFileSync(file, privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64'), { mode: 0o600 });
  }
  const der = Buffer.from(configuredKey ?? readFileSync(file, 'utf8'), 'base64');
  return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
}

/** The verification key as SendGrid shows it: SubjectPublicKeyInfo, DER in base64. */
export const exportVerificationKey = (privateKey: KeyObject): string =>
  createPublicKey(privateKey).export({ format: 'der', type: 'spki' }).toString('base64');
