import { atsVendors } from '@goen/ats';
import { Connection, FileImport, withCompany } from '@goen/case-store';
import { type AuditActor, receiveFile } from '@goen/cases';
import { HttpProblem } from '@goen/service-kit';
import type { GatewayContext } from '../../http/gateway-app.ts';
import { refusalProblem } from '../../http/refusal-problem.ts';
import type { UploadedFile } from './read-uploaded-file.ts';

/** The active connection of the company that a file is for; throws the problem when it does not accept files. */
export async function findFileConnection(
  { orm }: Pick<GatewayContext, 'orm'>,
  companyId: string,
  id: string,
): Promise<Connection> {
  const connection = await withCompany(orm, companyId, (em) => em.findOne(Connection, { id, companyId }));
  if (connection === null || connection.state === 'deleted') {
    throw refusalProblem({ code: 'unknown_connection', pointer: '/connection_id' });
  }
  if (atsVendors.get(connection.kind)?.file === undefined) {
    throw refusalProblem({ code: 'connection_takes_no_files', pointer: '/connection_id' });
  }
  if (connection.state === 'paused') throw new HttpProblem('connection_paused');
  return connection;
}

/** Stores the file and queues its import. The same file again returns the import that exists. */
export async function importFile(
  { orm, now }: Pick<GatewayContext, 'orm' | 'now'>,
  connection: Connection,
  { name, bytes, dryRun }: UploadedFile & { readonly dryRun: boolean },
  actor: AuditActor,
): Promise<FileImport> {
  const received = await receiveFile(orm, connection, { dryRun, fileName: name, now: now(), actor }, bytes);
  if (received.kind === 'too_many') throw new HttpProblem('too_many_imports');
  if (!('importId' in received)) throw new HttpProblem('body_too_large');
  return withCompany(orm, connection.companyId, (em) => em.findOneOrFail(FileImport, { id: received.importId }));
}
