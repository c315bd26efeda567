import { atsVendors } from '@goen/ats';
import { Connection, FileImport, withCompany } from '@goen/case-store';
import { receiveFile } from '@goen/cases';
import { HttpProblem } from '@goen/service-kit';
import type { GatewayContext } from '../../http/gateway-app.ts';
import { refusalProblem } from '../../http/refusal-problem.ts';
import type { UploadedFile } from './uploaded-file.ts';

/** A connection of the company that files may come from; throws the problem where there is none. */
export async function fileConnection(
  { orm }: Pick<GatewayContext, 'orm'>,
  companyId: string,
  id: string,
): Promise<Connection> {
  const found = await withCompany(orm, companyId, (em) => em.findOne(Connection, { id, companyId }));
  if (found === null || found.state === 'deleted')
    throw refusalProblem({ code: 'unknown_connection', pointer: '/connection_id' });
  if (atsVendors.get(found.kind)?.file === undefined)
    throw refusalProblem({ code: 'connection_takes_no_files', pointer: '/connection_id' });
  if (found.state === 'paused') throw new HttpProblem('connection_paused');
  return found;
}

/** Keeps the file and has it looked at; the very same file again answers the import that it has. */
export async function beginImport(
  { orm, now }: Pick<GatewayContext, 'orm' | 'now'>,
  connection: Connection,
  dryRun: boolean,
  { name, bytes }: UploadedFile,
): Promise<FileImport> {
  const file = { dryRun, fileName: name, now: now() };
  const received = await receiveFile(orm, connection, file, bytes);
  if (received.kind === 'too_many') throw new HttpProblem('too_many_imports');
  if (!('importId' in received)) throw new HttpProblem('body_too_large');
  return withCompany(orm, connection.companyId, (em) => em.findOneOrFail(FileImport, { id: received.importId }));
}
