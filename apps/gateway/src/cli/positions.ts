import { randomUUID } from 'node:crypto';
import { Position } from '@goen/case-store';
import { readPositionTags, recordAudit } from '@goen/cases';
import { z } from 'zod';
import { type AdminContext, findCompany } from './admin-context.ts';
import { AdminError, parseInput } from './admin-error.ts';

const newPosition = z.object({
  title: z.string().trim().min(1).max(300),
  url: z.url({ protocol: /^https?$/ }).nullable(),
});

/** Opens a position. The 12-month follow-up lists open positions. */
export async function openPosition(
  { orm, actor }: AdminContext,
  { company, ...input }: { company: string; title: string; url: string | null },
): Promise<{ id: string }> {
  const { title, url } = parseInput(newPosition, input);
  return orm.em.fork().transactional(async (em) => {
    const { id: companyId } = await findCompany(em, company);
    const id = randomUUID();
    const now = new Date();
    await em.insert(Position, {
      id,
      companyId,
      title,
      url,
      ...readPositionTags([], new Set()).columns,
      remote: false,
      seats: 1,
      state: 'open',
      conditionsVersion: 0,
      createdAt: now,
      updatedAt: now,
    });
    const subject = { type: 'position', id };
    await recordAudit(em, { companyId, actor, action: 'position.opened', subject });
    return { id };
  });
}

export async function closePosition(
  { orm, actor }: AdminContext,
  { company, ...input }: { company: string; id: string },
): Promise<void> {
  const { id } = parseInput(z.object({ id: z.uuid() }), input);
  await orm.em.fork().transactional(async (em) => {
    const { id: companyId } = await findCompany(em, company);
    const closed = await em.nativeUpdate(Position, { companyId, id, state: 'open' }, { state: 'closed' });
    if (closed === 0) throw new AdminError(`${company} has no open position ${id}.`);
    const subject = { type: 'position', id };
    const data = { fields: ['state'], state: 'closed' };
    await recordAudit(em, { companyId, actor, action: 'position.changed', subject, data });
  });
}
