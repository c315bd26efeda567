import { type Em, FileImport, noteOwnChange, recordRun, withCompany } from '@goen/case-store';
import { acceptRejections, rehearseRejections } from '@goen/cases';
import type { ImportRef } from '@goen/file-import';
import type { ActivityContext } from '../activity-context.ts';
import { insertOutcomes, isWorthKeeping, type Outcome, pickReports, toOutcomes } from './batch-outcome.ts';
import { readCorrectedRows } from './corrected-rows.ts';
import { endImport, findFileChannel, openImport, refuseImport, refuseInactiveConnection } from './import-row.ts';
import { type Batch, readBatches } from './read-batches.ts';
import { forgetUnlistedRows, recordSelectionOfRows } from './record-selection-of-rows.ts';
import { takeOffers } from './take-offers.ts';
import { addBatch, emptyTally, type Tally } from './tally.ts';

type Context = Pick<ActivityContext, 'orm' | 'personHashKey'>;
type OpenedImport = NonNullable<Awaited<ReturnType<typeof openImport>>>;

/** A newer run has taken over the import, or it was cancelled, or its connection was paused. */
class ImportSupersededError extends Error {
  override readonly name = 'ImportSupersededError';
  constructor() {
    super('Import superseded by a newer run');
  }
}

/**
 * Imports the rows after the saved cursor; a dry run always starts from the first row. `signal` aborts when the worker
 * stops.
 */
export async function takeRows(context: Context, ref: ImportRef, signal?: AbortSignal): Promise<void> {
  const { importId, companyId } = ref;
  const opened = await withCompany(context.orm, companyId, async (em) => {
    const running = await openImport(em, importId, 'running');
    if (running === null || running.connection.state === 'active') return running;
    await refuseImport(em, running.file, refuseInactiveConnection(running.connection.state), new Date());
    return null;
  });
  if (opened === null) return;
  try {
    await (opened.file.dryRun ? rehearse : take)(context, opened, signal);
  } catch (error) {
    if (!(error instanceof ImportSupersededError)) throw error;
  }
}

/** One import or dry run per connection at a time: two would deadlock on each other's rows. */
const lockConnection =
  ({ connection }: OpenedImport) =>
  async (em: Em) => {
    await em.execute(`select pg_advisory_xact_lock(hashtextextended('import rows:' || ?, 0))`, [connection.id]);
  };

async function take(context: Context, opened: OpenedImport, signal?: AbortSignal): Promise<void> {
  const { file, connection } = opened;
  const { orm, personHashKey } = context;
  const { companyId } = file;
  // The cursor moves only once all offers are known.
  if (file.cursorRow === 0) await takeOffers(context, opened, signal);
  const chosen = findFileChannel(connection)?.undatedRejections ?? null;
  let tally: Tally = { counts: file.counts, statuses: file.statuses ?? [], undated: file.undated ?? null };
  let { cursorRow } = file;
  const corrected = await readCorrectedRows(orm, file);
  for await (const batch of readBatches(orm, file, connection, { afterRow: cursorRow, corrected })) {
    signal?.throwIfAborted();
    // Before the cursor moves: a crash repeats it.
    await recordSelectionOfRows(orm, opened, batch.results);
    const { reports, undated } = pickReports(batch.results, chosen);
    let after = tally;
    await acceptRejections({ orm, companyId, personHashKey, now: new Date() }, reports, {
      undated,
      prepare: lockConnection(opened),
      complete: async (em, intakes) => {
        const outcomes = toOutcomes(batch.results, intakes, file.columns ?? {});
        after = addBatch(tally, batch.results, outcomes, chosen);
        const kept = outcomes.filter((outcome) => isWorthKeeping(outcome) || corrected.has(outcome.row));
        await insertOutcomes(em, file, kept, personHashKey);
        await saveProgress(em, file, batch, cursorRow, after);
      },
    });
    tally = after;
    cursorRow = batch.lastRow;
  }
  await withCompany(orm, companyId, async (em) => {
    const at = new Date();
    if (!(await endImport(em, file.id, 'done', at))) return;
    await forgetUnlistedRows(em, opened);
    const { new: accepted, known, changed, refused } = tally.counts;
    const received = accepted + known + changed + refused;
    await recordRun(em, connection.id, {
      counts: { received, accepted, known: known + changed, refused },
      fault: null,
      at,
    });
  });
}

/** Nothing of a dry run is stored but its outcomes, so it restarts from the first row after a crash. */
async function rehearse(context: Context, opened: OpenedImport, signal?: AbortSignal): Promise<void> {
  const { file, connection } = opened;
  const { orm, personHashKey } = context;
  const { companyId } = file;
  const asCompany = <T>(work: (em: Em) => Promise<T>) => withCompany(orm, companyId, work);
  await asCompany(async (em) => {
    await em.execute('delete from file_import_row where import_id = ? and corrected_by is null', [file.id]);
    await em.nativeUpdate(FileImport, { id: file.id }, { cursorRow: 0, rowsDone: 0, ...emptyTally });
  });
  const chosen = findFileChannel(connection)?.undatedRejections ?? null;
  const corrected = await readCorrectedRows(orm, file);
  let tally = emptyTally;
  let cursorRow = 0;
  const saveOutcomes = (batch: Batch, outcomes: readonly Outcome[]) =>
    asCompany(async (em) => {
      await insertOutcomes(em, file, outcomes, personHashKey);
      await saveProgress(em, file, batch, cursorRow, tally);
    });
  const intake = { orm, companyId, personHashKey, now: new Date() };
  await rehearseRejections(intake, lockConnection(opened), async (accept) => {
    for await (const batch of readBatches(orm, file, connection, { afterRow: 0, corrected })) {
      signal?.throwIfAborted();
      const { reports, undated } = pickReports(batch.results, chosen);
      const outcomes = toOutcomes(batch.results, await accept(reports, undated), file.columns ?? {});
      tally = addBatch(tally, batch.results, outcomes, chosen);
      await saveOutcomes(batch, outcomes);
      cursorRow = batch.lastRow;
    }
  });
  await asCompany((em) => endImport(em, file.id, 'done', new Date()));
}

/** Advances the cursor, unless another run has advanced it from the same row. */
async function saveProgress(
  em: Em,
  { id }: FileImport,
  batch: Batch,
  fromRow: number,
  { counts, statuses, undated }: Tally,
): Promise<void> {
  noteOwnChange('imports');
  const advanced = await em.execute<unknown[]>(
    `update file_import set cursor_row = ?, rows_done = rows_done + ?, counts = ?, statuses = ?, undated = ?
     where id = ? and file_import.state = 'running' and cursor_row = ?
       and exists (select from connection where connection.id = connection_id and connection.state = 'active')
     returning 1 as moved`,
    [
      batch.lastRow,
      batch.results.length,
      ...[counts, statuses, undated].map((value) => JSON.stringify(value)),
      id,
      fromRow,
    ],
  );
  if (advanced.length === 0) throw new ImportSupersededError();
}
