import { createHmac, randomUUID } from 'node:crypto';
import type { CountRequests } from '@goen/service-kit';
import { roundedNow } from '@goen/service-kit/database';
import type { Identity } from '../../identity/sign-in/identity.ts';

/** Counts in a table that all gateways see, by the database's clock. What is counted is stored as a keyed hash. */
export function createRequestCount({ pool, settings }: Pick<Identity, 'pool' | 'settings'>): CountRequests {
  return async ({ name, windowSeconds }, subject, requests) => {
    const key = createHmac('sha256', settings.secret).update(`requests:${name}:${subject}`).digest('hex');
    const { rows } = await pool.query<{ used: number; secondsLeft: number }>(count, [
      randomUUID(),
      key,
      requests,
      windowSeconds,
    ]);
    const [row] = rows;
    if (row === undefined) throw new Error('The database returned no count of requests.');
    return row;
  };
}

const count = `
  insert into "signInLimit" as l (id, key, uses, "validUntil")
  values ($1, $2, $3::int, now() + make_interval(secs => $4::int))
  on conflict (key) do update set
    uses = case when l."validUntil" <= ${roundedNow} then excluded.uses else l.uses + excluded.uses end,
    "validUntil" = case when l."validUntil" <= ${roundedNow} then excluded."validUntil" else l."validUntil" end
  returning uses as used, extract(epoch from "validUntil" - now())::float8 as "secondsLeft"`;
