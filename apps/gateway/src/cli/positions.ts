import { randomUUID } from 'node:crypto';
import { Position } from '@goen/case-store';
import { positionTags } from '@goen/cases';
import { type AdminContext, AdminError, companyBySlug } from './admin-context.ts';

/** Opens a position: the mail after 12 months names the open ones. */
export async function openPosition(
  { orm }: AdminContext,
  given: { company: string; title: string; url: string | null },
): Promise<{ id: string }> {
  return orm.em.fork().transactional(async (em) => {
    const { id: companyId } = await companyBySlug(em, given.company);
    const id = randomUUID();
    const now = new Date();
    await em.insert(Position, {
      id,
      companyId,
      title: given.title,
      url: given.url,
      ...positionTags([]).columns,
      remote: false,
      seats: 1,
      state: 'open',
      createdAt: now,
      updatedAt: now,
    });
    return { id };
  });
}

export async function closePosition({ orm }: AdminContext, given: { company: string; id: string }): Promise<void> {
  await orm.em.fork().transactional(async (em) => {
    const { id: companyId } = await companyBySlug(em, given.company);
    const closed = await em.nativeUpdate(Position, { companyId, id: given.id, state: 'open' }, { state: 'closed' });
    if (closed === 0) throw new AdminError(`${given.company} has no open position ${given.id}.`);
  });
}
