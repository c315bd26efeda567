import { type Em, Introduction, Position } from '@goen/case-store';
import { wakeIntroduction } from '@goen/relay';

/** Locks the position until the transaction ends; null when the company has no such position. */
export async function lockPosition(em: Em, companyId: string, id: string): Promise<Position | null> {
  await em.execute('select 1 from position where id = ? and company_id = ? for update', [id, companyId]);
  return em.findOne(Position, { companyId, id }, { refresh: true });
}

/** Counts the seats that were filled through the relay. */
export const countFilledSeats = (em: Em, positionId: string): Promise<number> =>
  em.count(Introduction, { positionId, report: 'hired' });

/** Closes an open position whose last seat was filled. The caller holds its lock. */
export async function closeIfFilled(em: Em, position: Position, now: Date): Promise<void> {
  if (position.state === 'closed' || (await countFilledSeats(em, position.id)) < position.seats) return;
  em.assign(position, { state: 'closed', updatedAt: now });
  await em.flush();
  await wakeThoseAsked(em, position.id, now);
}

/** Lets the introductions and re-invitations to a closed position end: nobody is asked about it any longer. */
export async function wakeThoseAsked(em: Em, positionId: string, now: Date): Promise<void> {
  const introductions = await em.find(Introduction, { positionId, state: { $in: ['matched', 'asked'] } });
  for (const introduction of introductions) await wakeIntroduction(em, introduction, now);
  await em.execute(
    `insert into outbox (company_id, re_invitation_id, kind, wake_at)
     select company_id, id, 're_invitation', ? from re_invitation where position_id = ? and state in ('planned', 'sent')`,
    [now, positionId],
  );
}
