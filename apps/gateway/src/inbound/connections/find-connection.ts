import { Connection, type Em } from '@goen/case-store';
import { HttpProblem } from '@goen/service-kit';
import { LockMode } from '@mikro-orm/core';

/** A connection of the company that is not deleted; throws `not_found`. */
export async function findConnection(em: Em, companyId: string, id: string): Promise<Connection> {
  const connection = await em.findOne(Connection, { companyId, id, state: { $ne: 'deleted' } });
  if (connection === null) throw new HttpProblem('not_found');
  return connection;
}

/** The same, locked for an update. */
export async function lockConnection(em: Em, companyId: string, id: string): Promise<Connection> {
  const where = { companyId, id, state: { $ne: 'deleted' as const } };
  const connection = await em.findOne(Connection, where, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (connection === null) throw new HttpProblem('not_found');
  return connection;
}
