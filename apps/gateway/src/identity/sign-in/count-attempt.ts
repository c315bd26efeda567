import { createHmac, randomUUID } from 'node:crypto';
import { HttpProblem } from '@goen/service-kit';
import { roundedNow } from '@goen/service-kit/database';
import type { Identity } from './identity.ts';

export type Limit = { readonly name: string; readonly max: number; readonly minutes: number };

/** Of one address: a person asks for a link a few times, and nobody can flood a mailbox. */
export const linksPerAddress: Limit = { name: 'link:address', max: 5, minutes: 60 };
/**
 * Of one network, whatever the addresses: an office of 600 people behind one address signs in within an hour. Nobody gets
 * more mails by it (the limit per address), nobody learns an address, and a request costs 3 ms of
 * work (measured).
 */
export const linksPerNetwork: Limit = { name: 'link:network', max: 600, minutes: 60 };
/** Of one address by one company: who invites, removes and invites again mails somebody each time. */
export const invitationsPerAddress: Limit = { name: 'invitation:address', max: 5, minutes: 24 * 60 };
export const invitationsPerCompany: Limit = { name: 'invitation:company', max: 300, minutes: 24 * 60 };
/**
 * Links, passkeys and single sign-on that are tried from one network; a sign-in counts twice. Guesses are hopeless at any
 * rate: a link has 180 random bits.
 */
export const attemptsPerNetwork: Limit = { name: 'attempt:network', max: 600, minutes: 10 };

/**
 * Counts one attempt and throws `too_many_attempts` beyond the limit. Known and unknown addresses count alike. What was
 * counted is stored as a keyed hash.
 */
export async function countAttempt({ pool, settings }: Identity, limit: Limit, value: string): Promise<void> {
  const key = createHmac('sha256', settings.secret).update(`${limit.name}:${value}`).digest('hex');
  const { rows } = await pool.query<{ uses: number; wait: number }>(count, [randomUUID(), key, limit.minutes]);
  const [row] = rows;
  if (row === undefined || row.uses <= limit.max) return;
  throw new HttpProblem('too_many_attempts', { headers: { 'retry-after': String(Math.max(1, Math.ceil(row.wait))) } });
}

const count = `
  insert into "signInLimit" as l (id, key, uses, "validUntil") values ($1, $2, 1, now() + make_interval(mins => $3))
  on conflict (key) do update set
    uses = case when l."validUntil" <= ${roundedNow} then 1 else l.uses + 1 end,
    "validUntil" = case when l."validUntil" <= ${roundedNow} then excluded."validUntil" else l."validUntil" end
  returning uses, extract(epoch from "validUntil" - now())::float8 as wait`;
