import { type Em, Introduction, Position } from '@goen/case-store';
import { wakeIntroduction } from '@goen/relay';

/** The position, as it is until the transaction ends; null: the company has none such. */
export async function lockPosition(em: Em, companyId: string, id: string): Promise<Position | null> {
  await em.execute('select 1 from position where id = ? and company_id = ? for update', [id, companyId]);
  return em.findOne(Position, { companyId, id }, { refresh: true });
}

/** Seats that people hired through the relay have taken. */
export const seatsTaken = (em: Em, positionId: string): Promise<number> =>
  em.count(Introduction, { positionId, report: 'hired' });

/** Closes an open position, locked by the caller, whose last seat was taken: nobody is looked for or told of it. */
export async function closeIfFilled(em: Em, position: Position, now: Date): Promise<void> {
  if (position.state === 'closed' || (await seatsTaken(em, position.id)) < position.seats) return;
  em.assign(position, { state: 'closed', updatedAt: now });
  await em.flush();
  await wakeQuestionsAbout(em, position.id, now);
}

/** Nobody is asked any longer about a position that closed. */
export async function wakeQuestionsAbout(em: Em, positionId: string, now: Date): Promise<void> {
  const open = await em.find(Introduction, { positionId, state: { $in: ['matched', 'asked'] } });
  for (const one of open) await wakeIntroduction(em, one, now);
}
