import type { session } from '@goen/contracts/public';
import { roundedNow } from '@goen/service-kit/database';
import type { Pool } from 'pg';
import type { z } from 'zod';
import { maxSessionMs, type SignInMethod } from '../sign-in/auth.ts';
import type { Session } from './find-session.ts';

type Row = {
  readonly id: string;
  readonly signedInBy: SignInMethod;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly expiresAt: Date;
  readonly ipAddress: string | null;
  readonly userAgent: string | null;
};

/** A session by single sign-on knows only those of the same company: the people who run its provider see no others. */
const isOwn = `"userId" = $1 and ($2::text is null or "boundCompanyId" = $2)`;
const ownerOf = ({ userId, boundCompanyId }: Session) => [userId, boundCompanyId];

export async function listSessions(pool: Pool, current: Session): Promise<z.infer<typeof session>[]> {
  const { rows } = await pool.query<Row>(
    `select id, "signedInBy", "createdAt", "updatedAt", "expiresAt", "ipAddress", "userAgent" from session
     where ${isOwn} and "expiresAt" > ${roundedNow} and "createdAt" > now() - make_interval(secs => $3)
     order by "createdAt" desc, id limit 100`,
    [...ownerOf(current), maxSessionMs / 1_000],
  );
  return rows.map((row) => ({
    id: row.id,
    is_current: row.id === current.id,
    signed_in_by: row.signedInBy,
    signed_in_at: row.createdAt.toISOString(),
    last_used_at: row.updatedAt.toISOString(),
    expires_at: new Date(Math.min(row.expiresAt.getTime(), row.createdAt.getTime() + maxSessionMs)).toISOString(),
    network: row.ipAddress,
    browser: row.userAgent || null,
  }));
}

/** Whether the person had such a session. */
export async function revokeSession(pool: Pool, current: Session, id: string): Promise<boolean> {
  const { rowCount } = await pool.query(`delete from session where ${isOwn} and id = $3`, [...ownerOf(current), id]);
  return rowCount === 1;
}

export async function revokeOtherSessions(pool: Pool, current: Session): Promise<void> {
  await pool.query(`delete from session where ${isOwn} and id <> $3`, [...ownerOf(current), current.id]);
}
