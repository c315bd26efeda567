import { randomUUID } from 'node:crypto';
import { Connection } from '@goen/case-store';
import { type AdminContext, companyBySlug } from './admin-context.ts';

/** Creates a connection of a company to an ATS; its id goes into `source.connection_id`. */
export async function createConnection(
  { orm }: AdminContext,
  given: { company: string; kind: string; name: string },
): Promise<{ id: string }> {
  return orm.em.fork().transactional(async (em) => {
    const { id: companyId } = await companyBySlug(em, given.company);
    const id = randomUUID();
    await em.insert(Connection, { id, companyId, kind: given.kind, name: given.name, createdAt: new Date() });
    return { id };
  });
}
