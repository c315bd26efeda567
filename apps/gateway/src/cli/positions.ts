import { randomUUID } from 'node:crypto';
import { Position } from '@goen/case-store';
import { readPositionTags } from '@goen/cases';
import { type AdminContext, findCompany } from './admin-context.ts';
import { AdminError } from './admin-error.ts';

/** Opens a position. The 12-month follow-up lists open positions. */
export async function openPosition(
  { orm }: AdminContext,
  { company, title, url }: { company: string; title: string; url: string | null },
): Promise<{ id: string }> {
  return orm.em.fork().transactional(async (em) => {
    const { id: companyId } = await findCompany(em, company);
    const id = randomUUID();
    const now = new Date();
    await em.insert(Position, {
      id,
      companyId,
      title,
      url,
      ...readPositionTags([]).columns,
      remote: false,
      seats: 1,
      state: 'open',
      createdAt: now,
      updatedAt: now,
    });
    return { id };
  });
}

export async function closePosition(
  { orm }: AdminContext,
  { company, id }: { company: string; id: string },
): Promise<void> {
  await orm.em.fork().transactional(async (em) => {
    const { id: companyId } = await findCompany(em, company);
    const closed = await em.nativeUpdate(Position, { companyId, id, state: 'open' }, { state: 'closed' });
    if (closed === 0) throw new AdminError(`${company} has no open position ${id}.`);
  });
}
