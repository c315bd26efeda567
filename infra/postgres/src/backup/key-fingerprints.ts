import { hash } from 'node:crypto';
import { BackupError } from './backup-error.ts';

/** Without these keys a restored database is of no use: addresses, stored mails and secrets stay sealed. */
const requiredKeys = ['PERSON_HASH_KEY', 'MAIL_BODY_KEY', 'CONNECTION_SECRET_KEY', 'WEBHOOK_SECRET_KEY'] as const;

/** Of each variable, those of its keys: there are several while one is rotated. */
export type KeyFingerprints = Readonly<Record<string, readonly string[]>>;

/** Names a key and tells nothing about it: keys are random, so that nobody can try them all. */
const toFingerprint = (name: string, key: string): string =>
  hash('sha256', `goen-key:${name}:${key}`, 'hex').slice(0, 16);

/** From the keys themselves, or from KEY_FINGERPRINTS, so that the job that makes backups need not have the keys. */
export function readKeyFingerprints(env: NodeJS.ProcessEnv): KeyFingerprints {
  const given = env.KEY_FINGERPRINTS ? parseFingerprints(env.KEY_FINGERPRINTS) : {};
  const missing = requiredKeys.filter((name) => !env[name] && !given[name]);
  if (missing.length > 0) {
    throw new BackupError(
      `Set ${missing.join(', ')}, or KEY_FINGERPRINTS, which "npm run backup -- fingerprints" prints where they are set.`,
    );
  }
  return Object.fromEntries(
    requiredKeys.map((name) => [
      name,
      env[name] ? splitKeys(env[name]).map((key) => toFingerprint(name, key)) : (given[name] ?? []),
    ]),
  );
}

/** Which variables lack a key that was in use at the time of the backup. */
export const findMissingKeys = (backup: KeyFingerprints, here: KeyFingerprints): string[] =>
  Object.keys(backup).filter((name) => !backup[name]?.every((fingerprint) => here[name]?.includes(fingerprint)));

/** `NAME=fingerprint+fingerprint,NAME=…` */
export const formatFingerprints = (fingerprints: KeyFingerprints): string =>
  Object.entries(fingerprints)
    .map(([name, of]) => `${name}=${of.join('+')}`)
    .join(',');

const parseFingerprints = (text: string): KeyFingerprints =>
  Object.fromEntries(
    text.split(',').map((part) => {
      const [name = '', fingerprints = ''] = part.trim().split('=');
      return [name, fingerprints.split('+').filter(Boolean)];
    }),
  );

const splitKeys = (text: string): string[] => text.split(',').flatMap((key) => key.trim() || []);
