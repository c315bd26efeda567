import { type Em, FileImport, recordRun, withCompany } from '@goen/case-store';
import { acceptRejections, rehearseRejections } from '@goen/cases';
import { type ImportCounts, noCounts } from '@goen/contracts/public';
import type { ImportRef } from '@goen/file-import';
import type { ActivityContext } from '../activity-context.ts';
import { countsOf, insertRows, type Outcome, outcomesOf, reportsOf } from './batch-outcome.ts';
import { endImport, openImport, refusalOfConnection, refuseImport } from './import-row.ts';
import { type Batch, readBatches } from './read-batches.ts';

type Context = Pick<ActivityContext, 'orm' | 'personHashKey'>;
type Running = NonNullable<Awaited<ReturnType<typeof openImport>>>;

/** Somebody else goes on with the import, or it was cancelled, or its connection was paused: look again. */
class NoLonger extends Error {}

/** Takes the rows of an import from where it was; of a dry run it rehearses all. `signal`: the worker stops. */
export async function takeRows(context: Context, ref: ImportRef, signal?: AbortSignal): Promise<void> {
  const { importId, companyId } = ref;
  const opened = await withCompany(context.orm, companyId, async (em) => {
    const found = await openImport(em, importId, 'running');
    if (found === null || found.connection.state === 'active') return found;
    await refuseImport(em, found.file, refusalOfConnection(found.connection.state), new Date());
    return null;
  });
  if (opened === null) return;
  try {
    await (opened.file.dryRun ? rehearse : take)(context, opened, signal);
  } catch (error) {
    if (!(error instanceof NoLonger)) throw error;
  }
}

/** One import or rehearsal of a connection at a time: they would wait for each other's rows. */
const oneAtATime =
  ({ connection }: Running) =>
  async (em: Em) => {
    await em.execute(`select pg_advisory_xact_lock(hashtextextended('import rows:' || ?, 0))`, [connection.id]);
  };

async function take(context: Context, running: Running, signal?: AbortSignal): Promise<void> {
  const { file, connection } = running;
  const { orm, personHashKey } = context;
  const { companyId } = file;
  let { counts, cursorRow } = file;
  for await (const batch of readBatches(orm, file, connection, cursorRow)) {
    signal?.throwIfAborted();
    const { reports, undated } = reportsOf(batch.results);
    let after = counts;
    await acceptRejections({ orm, companyId, personHashKey, now: new Date() }, reports, {
      undated,
      prepare: oneAtATime(running),
      complete: async (em, taken) => {
        const outcomes = outcomesOf(batch.results, taken, file.columns ?? {});
        after = countsOf(counts, batch.results, outcomes);
        const refused = outcomes.filter(({ outcome }) => outcome === 'refused');
        await insertRows(em, file, refused, personHashKey);
        await moveOn(em, file, batch, cursorRow, after);
      },
    });
    counts = after;
    cursorRow = batch.lastRow;
  }
  await withCompany(orm, companyId, async (em) => {
    const at = new Date();
    if (!(await endImport(em, file.id, 'done', at))) return;
    const { new: accepted, known, changed, refused } = counts;
    const received = accepted + known + changed + refused;
    await recordRun(em, connection.id, {
      counts: { received, accepted, known: known + changed, refused },
      fault: null,
      at,
    });
  });
}

/** Nothing of a rehearsal stays but what it says, so that it begins anew after a crash. */
async function rehearse(context: Context, running: Running, signal?: AbortSignal): Promise<void> {
  const { file, connection } = running;
  const { orm, personHashKey } = context;
  const { companyId } = file;
  const as = <T>(work: (em: Em) => Promise<T>) => withCompany(orm, companyId, work);
  await as(async (em) => {
    await em.execute('delete from file_import_row where import_id = ?', [file.id]);
    await em.nativeUpdate(FileImport, { id: file.id }, { cursorRow: 0, rowsDone: 0, counts: noCounts });
  });
  let counts: ImportCounts = noCounts;
  let cursorRow = 0;
  const keep = (batch: Batch, outcomes: readonly Outcome[]) =>
    as(async (em) => {
      await insertRows(em, file, outcomes, personHashKey);
      await moveOn(em, file, batch, cursorRow, counts);
    });
  const intake = { orm, companyId, personHashKey, now: new Date() };
  await rehearseRejections(intake, oneAtATime(running), async (accept) => {
    for await (const batch of readBatches(orm, file, connection, 0)) {
      signal?.throwIfAborted();
      const { reports, undated } = reportsOf(batch.results);
      const outcomes = outcomesOf(batch.results, await accept(reports, undated), file.columns ?? {});
      counts = countsOf(counts, batch.results, outcomes);
      await keep(batch, outcomes);
      cursorRow = batch.lastRow;
    }
  });
  await as((em) => endImport(em, file.id, 'done', new Date()));
}

/** Saves how far it came, by whoever was there before alone. */
async function moveOn(em: Em, { id }: FileImport, batch: Batch, from: number, counts: ImportCounts): Promise<void> {
  const moved = await em.execute<unknown[]>(
    `update file_import set cursor_row = ?, rows_done = rows_done + ?, counts = ?
     where id = ? and file_import.state = 'running' and cursor_row = ?
       and exists (select from connection where connection.id = connection_id and connection.state = 'active')
     returning 1 as moved`,
    [batch.lastRow, batch.results.length, JSON.stringify(counts), id, from],
  );
  if (moved.length === 0) throw new NoLonger();
}
