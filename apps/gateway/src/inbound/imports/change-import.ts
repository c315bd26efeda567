import { columnMap, findColumnProblems } from '@goen/ats';
import { Connection, type Em, FileImport, wakeImport, withCompany } from '@goen/case-store';
import { findImport, fingerprintOf } from '@goen/cases';
import { noCounts } from '@goen/contracts/public';
import { HttpProblem, validate } from '@goen/service-kit';
import { LockMode } from '@mikro-orm/core';
import { z } from 'zod';
import type { GatewayContext } from '../../http/gateway-app.ts';

type Context = Pick<GatewayContext, 'orm' | 'now'>;

/** Changes an import under a lock, has it looked at anew, and answers its row. */
function changeImport(
  { orm, now }: Context,
  companyId: string,
  id: string,
  change: (row: FileImport, em: Em, now: Date) => Promise<'changed' | 'as_it_was'>,
): Promise<FileImport> {
  return withCompany(orm, companyId, async (em) => {
    const state = { $ne: 'receiving' as const };
    const row = await em.findOne(FileImport, { id, companyId, state }, { lockMode: LockMode.PESSIMISTIC_WRITE });
    if (row === null) throw new HttpProblem('not_found');
    if ((await change(row, em, now())) === 'changed') await wakeImport(em, row, now());
    return row;
  });
}

/** A dry run becomes real: all of it is taken, from the first row on. */
export const runImport = (context: Context, companyId: string, id: string): Promise<FileImport> =>
  changeImport(context, companyId, id, async (row, em) => {
    if (!row.dryRun) return 'as_it_was';
    if (row.state !== 'done') throw new HttpProblem('import_not_ready');
    if (!row.bytesKept) throw new HttpProblem('import_file_deleted');
    const connection = await em.findOneOrFail(Connection, { id: row.connectionId });
    const known = await findImport(em, connection, false, row.fingerprint ?? '');
    await em.execute('delete from file_import_row where import_id = ?', [id]);
    Object.assign(row, {
      dryRun: false,
      state: 'queued',
      layout: null,
      rowCount: null,
      rowsDone: 0,
      cursorRow: 0,
      counts: noCounts,
      endedAt: null,
      // The same file may have been taken without a dry run meanwhile: every row of it is known then.
      fingerprint: known === null ? row.fingerprint : null,
    });
    return 'changed';
  });

/** What was taken stays; the rest is left. */
export const cancelImport = (context: Context, companyId: string, id: string): Promise<FileImport> =>
  changeImport(context, companyId, id, async (row, _, now) => {
    if (row.state === 'cancelled') return 'as_it_was';
    if (!['queued', 'running', 'needs_columns'].includes(row.state)) throw new HttpProblem('import_not_ready');
    Object.assign(row, { state: 'cancelled', endedAt: now, proposal: null });
    return 'changed';
  });

/** Saves which column holds what for the connection, and goes on with the file that asked for it. */
export const saveColumns = (context: Context, companyId: string, id: string, given: object): Promise<FileImport> =>
  changeImport(context, companyId, id, async (row, em, now) => {
    if (row.state !== 'needs_columns' || !row.proposal) throw new HttpProblem('import_not_ready');
    const { columns } = validate(given, z.object({ columns: columnMap }));
    const problems = findColumnProblems(columns, row.proposal.header);
    if (problems.length > 0) {
      throw new HttpProblem('invalid_request', {
        errors: problems.map(({ field, column, code }) => ({
          pointer: `/columns/${field}`,
          code,
          detail: column === null ? 'no column is named for it' : `the header of the file: ${column}`,
        })),
      });
    }
    const connection = await em.findOneOrFail(Connection, { id: row.connectionId });
    if (connection.state !== 'active') throw new HttpProblem('connection_paused');
    connection.settings = { ...connection.settings, columns };
    connection.updatedAt = now;
    await em.flush();
    // As PostgreSQL keeps them: the same settings are to be the same text.
    await em.refresh(connection);
    const fingerprint = fingerprintOf(row.sha256, connection);
    const known = await findImport(em, connection, row.dryRun, fingerprint);
    Object.assign(row, {
      state: 'queued',
      proposal: null,
      layout: null,
      fingerprint: known === null ? fingerprint : null,
    });
    return 'changed';
  });
