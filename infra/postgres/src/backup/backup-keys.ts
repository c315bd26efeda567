import { generateIdentity, identityToRecipient } from 'age-encryption';

/** `file`: what opens backups, as age-keygen writes it. `recipient`: what makes them, and opens none. */
export async function createBackupKeys(): Promise<{ readonly file: string; readonly recipient: string }> {
  const identity = await generateIdentity();
  const recipient = await identityToRecipient(identity);
  return { file: `# public key: ${recipient}\n${identity}\n`, recipient };
}
