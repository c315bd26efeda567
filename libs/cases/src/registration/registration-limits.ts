import { createHmac } from 'node:crypto';
import type { Em } from '@goen/case-store';

export type Limit = { readonly uses: number; readonly validUntil: Date };

/** A network may submit the form this often per hour: an office or a campus has one address for many. */
export const networkUsesPerHour = 30;

/**
 * Counts one use of a name within a period, and says whether it is within the limit. The name is stored as a keyed hash;
 * counts of past periods are deleted.
 */
export async function countUse(
  em: Em,
  key: string,
  name: string,
  { uses, validUntil }: Limit,
  now: Date,
): Promise<boolean> {
  const hash = hashUse(key, name, validUntil);
  await em.execute('delete from registration_limit where valid_until < ?', [now]);
  const [row] = await em.execute<{ uses: number }[]>(
    `insert into registration_limit as l (key_hash, uses, valid_until) values (?, 1, ?)
     on conflict (key_hash) do update set uses = l.uses + 1 returning uses`,
    [hash, validUntil],
  );
  return (row?.uses ?? 0) <= uses;
}

/** Takes back a use that came to nothing, so that a retry is possible. */
export async function releaseUse(em: Em, key: string, name: string, validUntil: Date): Promise<void> {
  const hash = hashUse(key, name, validUntil);
  await em.execute('update registration_limit set uses = uses - 1 where key_hash = ? and uses > 0', [hash]);
}

const hashUse = (key: string, name: string, validUntil: Date): string =>
  createHmac('sha256', key).update(`registration-limit:${name}:${validUntil.toISOString()}`).digest('hex');
