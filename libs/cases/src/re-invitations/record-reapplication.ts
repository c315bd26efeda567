import type { Em } from '@goen/case-store';
import { recordReInvitation } from './record-re-invitation.ts';

/** An application after this long is no longer put down to the re-invitation. */
const attributedDays = 183;

/** Counts an application as a reapplication of the latest re-invitation that the person received before it. */
export async function recordReapplication(em: Em, candidateId: string, appliedAt: Date, now: Date): Promise<void> {
  const [latest] = await em.execute<{ id: string }[]>(
    `select id from re_invitation where candidate_id = ? and sent_at <= ? and sent_at > ?::timestamptz - make_interval(days => ?)
     order by sent_at desc limit 1`,
    [candidateId, appliedAt, appliedAt, attributedDays],
  );
  if (latest === undefined) return;
  await recordReInvitation(em, latest.id, now, () => ({
    kind: 'candidate.reapplied',
    at: now,
    data: { at: appliedAt.toISOString() },
    dedupeKey: 'candidate.reapplied',
  }));
}

/** An application of the person after the mail was sent, that a report or an import brought; null when there is none. */
export async function findLaterApplication(em: Em, candidateId: string, sentAt: Date): Promise<Date | null> {
  const [row] = await em.execute<{ applied_at: Date | string | null }[]>(
    `select min(applied_at) as applied_at from application
     where candidate_id = ? and applied_at > ? and applied_at < ?::timestamptz + make_interval(days => ?)`,
    [candidateId, sentAt, sentAt, attributedDays],
  );
  return row?.applied_at ? new Date(row.applied_at) : null;
}
