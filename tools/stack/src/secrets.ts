import { createHmac, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const secret = z.string().min(32);
const schema = z.object({
  mailServiceToken: secret,
  creditServiceToken: secret,
  linkSecret: secret,
  personHashKey: secret,
  /** AES-256: 32 bytes, base64. */
  mailBodyKey: secret,
  databaseSecret: secret,
});
export type Secrets = z.infer<typeof schema>;

/** The secrets of a local stack: made at its first start, kept beside its data, readable by the owner alone. */
export function loadSecrets(dataDir: string): Secrets {
  const file = join(dataDir, 'secrets.json');
  if (existsSync(file)) return schema.parse(JSON.parse(readFileSync(file, 'utf8')));
  const fresh = () => randomBytes(32).toString('base64url');
  const secrets: Secrets = {
    mailServiceToken: fresh(),
    creditServiceToken: fresh(),
    linkSecret: fresh(),
    personHashKey: fresh(),
    mailBodyKey: randomBytes(32).toString('base64'),
    databaseSecret: fresh(),
  };
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(file, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  return secrets;
}

export const databasePassword = (secrets: Secrets, role: string): string =>
  createHmac('sha256', secrets.databaseSecret).update(role).digest('base64url');
