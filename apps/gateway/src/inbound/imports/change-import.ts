import { atsVendors, columnMap, findColumnProblems } from '@goen/ats';
import { Connection, type Em, FileImport, wakeImport, withCompany } from '@goen/case-store';
import { type AuditActor, computeFingerprint, findImport, type NewAuditEvent, recordAudit } from '@goen/cases';
import { type ImportStatusChoice, noCounts, type undatedChoice, undatedRejections } from '@goen/contracts/public';
import { HttpProblem, validate } from '@goen/service-kit';
import { LockMode } from '@mikro-orm/core';
import { z } from 'zod';
import type { GatewayContext } from '../../http/gateway-app.ts';

const columnsBody = z.object({ columns: columnMap, undated_rejections: undatedRejections.optional() });

/** Without dates, rejections of years ago look new: nobody is mailed about one because a column was overlooked. */
const toChoiceProblem = () =>
  new HttpProblem('invalid_request', {
    errors: [
      {
        pointer: '/undated_rejections',
        code: 'choice_required',
        detail:
          'No column holds the rejection date (rejected_at). Map one, or choose whether rejections without a date get a rejection mail: "no_rejection_mail" or "rejection_mail".',
      },
    ],
  });

type Context = Pick<GatewayContext, 'orm' | 'now'>;

type Change = { readonly id: string; readonly action: NewAuditEvent['action']; readonly actor: AuditActor };

/** Changes an import under a lock, wakes its workflow if it changed, and returns its row. */
function changeImport(
  { orm, now }: Context,
  companyId: string,
  { id, action, actor }: Change,
  change: (row: FileImport, em: Em, now: Date) => Promise<'changed' | 'unchanged'>,
): Promise<FileImport> {
  return withCompany(orm, companyId, async (em) => {
    const state = { $ne: 'receiving' as const };
    const row = await em.findOne(FileImport, { id, companyId, state }, { lockMode: LockMode.PESSIMISTIC_WRITE });
    if (row === null) throw new HttpProblem('not_found');
    if ((await change(row, em, now())) === 'changed') {
      await wakeImport(em, row, now());
      await recordAudit(em, { companyId, actor, action, subject: { type: 'import', id } });
    }
    return row;
  });
}

/** Imports the file of a finished dry run, from the first row on. */
export const runImport = (context: Context, companyId: string, id: string, actor: AuditActor): Promise<FileImport> =>
  changeImport(context, companyId, { id, action: 'import.run', actor }, async (row, em) => {
    if (!row.dryRun) return 'unchanged';
    if (row.state !== 'done') throw new HttpProblem('import_not_ready');
    if (!row.bytesKept) throw new HttpProblem('import_file_deleted');
    const connection = await em.findOneOrFail(Connection, { id: row.connectionId });
    const existingImport = await findImport(em, connection, false, row.fingerprint ?? '');
    await startAgain(em, row);
    Object.assign(row, {
      dryRun: false,
      // The file may have been imported without a dry run meanwhile: all its rows are known then.
      fingerprint: existingImport === null ? row.fingerprint : null,
    });
    return 'changed';
  });

/** As if the file had just arrived, with the rows that members corrected. */
async function startAgain(em: Em, row: FileImport): Promise<void> {
  await em.execute('delete from file_import_row where import_id = ? and corrected_by is null', [row.id]);
  Object.assign(row, {
    state: 'queued',
    layout: null,
    rowCount: null,
    rowsDone: 0,
    cursorRow: 0,
    counts: noCounts,
    statuses: [],
    undated: null,
    endedAt: null,
  });
}

function assertFinishedDryRun({ dryRun, state, bytesKept }: FileImport): void {
  if (!dryRun || state !== 'done') throw new HttpProblem('import_not_ready');
  if (!bytesKept) throw new HttpProblem('import_file_deleted');
}

/** Repeats a finished dry run, with the rows that were corrected since. */
export const recheckImport = (
  context: Context,
  companyId: string,
  id: string,
  actor: AuditActor,
): Promise<FileImport> =>
  changeImport(context, companyId, { id, action: 'import.rechecked', actor }, async (row, em) => {
    assertFinishedDryRun(row);
    await startAgain(em, row);
    return 'changed';
  });

/** Adds a status to the list of its connection and repeats the dry run. */
export const addImportStatus = (
  context: Context,
  companyId: string,
  { id, status, means }: ImportStatusChoice & { readonly id: string },
  actor: AuditActor,
): Promise<FileImport> =>
  changeImport(context, companyId, { id, action: 'import.status_added', actor }, async (row, em, now) => {
    const connection = await findActiveConnection(em, row);
    const vendor = atsVendors.get(connection.kind);
    const settings = vendor?.settings.parse(connection.settings);
    const [name, read] =
      means === 'rejection'
        ? (['rejection_statuses', vendor?.file?.rejectionStatuses] as const)
        : (['offer_statuses', vendor?.file?.offerStatuses] as const);
    if (read === undefined) throw new HttpProblem('import_not_ready');
    const changed = { ...connection.settings, [name]: [...new Set([...read(settings), status])] };
    const checked = vendor?.settings.safeParse(changed);
    if (!checked?.success) {
      const detail = 'The connection has as many statuses as it may.';
      throw new HttpProblem('invalid_request', { errors: [{ pointer: '/status', code: 'too_many', detail }] });
    }
    await repeatWith(em, { row, connection, settings: changed, now });
    return 'changed';
  });

/** Chooses for its connection whether rejections without a date are mailed, and repeats the dry run. */
export const chooseUndated = (
  context: Context,
  companyId: string,
  { id, undated_rejections }: z.output<typeof undatedChoice> & { readonly id: string },
  actor: AuditActor,
): Promise<FileImport> =>
  changeImport(context, companyId, { id, action: 'import.undated_chosen', actor }, async (row, em, now) => {
    const connection = await findActiveConnection(em, row);
    await repeatWith(em, { row, connection, settings: { ...connection.settings, undated_rejections }, now });
    return 'changed';
  });

async function findActiveConnection(em: Em, row: FileImport): Promise<Connection> {
  assertFinishedDryRun(row);
  const connection = await em.findOneOrFail(Connection, { id: row.connectionId });
  if (connection.state !== 'active') throw new HttpProblem('connection_paused');
  return connection;
}

type Repeat = {
  readonly row: FileImport;
  readonly connection: Connection;
  readonly settings: Connection['settings'];
  readonly now: Date;
};

/** Saves how the files of a connection are read, and repeats the dry run with it. */
async function repeatWith(em: Em, { row, connection, settings, now }: Repeat): Promise<void> {
  Object.assign(connection, { settings, updatedAt: now });
  await em.flush();
  // PostgreSQL reorders the keys of jsonb: equal settings must have equal fingerprints.
  await em.refresh(connection);
  await startAgain(em, row);
  const fingerprint = computeFingerprint(row.sha256, connection);
  const existingImport = await findImport(em, connection, true, fingerprint);
  Object.assign(row, { fingerprint: existingImport === null ? fingerprint : null });
}

/** Stops an import. Rows that were imported stay. */
export const cancelImport = (context: Context, companyId: string, id: string, actor: AuditActor): Promise<FileImport> =>
  changeImport(context, companyId, { id, action: 'import.cancelled', actor }, async (row, _em, now) => {
    if (row.state === 'cancelled') return 'unchanged';
    if (!['queued', 'running', 'needs_columns'].includes(row.state)) throw new HttpProblem('import_not_ready');
    Object.assign(row, { state: 'cancelled', endedAt: now, proposal: null });
    return 'changed';
  });

/** Saves the column map for the connection and resumes the import that waits for it. */
export const saveImportColumns = (
  context: Context,
  companyId: string,
  { id, body }: { readonly id: string; readonly body: object },
  actor: AuditActor,
): Promise<FileImport> =>
  changeImport(context, companyId, { id, action: 'import.columns_saved', actor }, async (row, em, now) => {
    if (row.state !== 'needs_columns' || !row.proposal) throw new HttpProblem('import_not_ready');
    const { columns, undated_rejections: undated } = validate(body, columnsBody);
    const connection = await em.findOneOrFail(Connection, { id: row.connectionId });
    const addressRequired = atsVendors.get(connection.kind)?.file?.addressRequired ?? false;
    const problems = findColumnProblems(columns, row.proposal.header, addressRequired);
    if (problems.length > 0) {
      throw new HttpProblem('invalid_request', {
        errors: problems.map(({ field, column, code }) => ({
          pointer: `/columns/${field}`,
          code,
          detail: column === null ? 'This field needs a column.' : `Column of the file's header: ${column}`,
        })),
      });
    }
    if (connection.state !== 'active') throw new HttpProblem('connection_paused');
    const isChosen = (undated ?? connection.settings['undated_rejections']) !== undefined;
    if (columns.rejected_at === undefined && !isChosen) throw toChoiceProblem();
    connection.settings = { ...connection.settings, columns, ...(undated ? { undated_rejections: undated } : {}) };
    connection.updatedAt = now;
    await em.flush();
    // PostgreSQL reorders the keys of jsonb: equal settings must have equal fingerprints.
    await em.refresh(connection);
    const fingerprint = computeFingerprint(row.sha256, connection);
    const existingImport = await findImport(em, connection, row.dryRun, fingerprint);
    Object.assign(row, {
      state: 'queued',
      proposal: null,
      layout: null,
      fingerprint: existingImport === null ? fingerprint : null,
    });
    return 'changed';
  });
