import { ReadableStream as NodeStream } from 'node:stream/web';
import { connectionView, importEnds, importView } from '@goen/contracts/public';
import { z } from 'zod';
import type { Benchmark, RunContext, RunResult } from '../benchmark.ts';
import { measureInsert } from '../yardsticks/measure-pg-boss.ts';
import { copyRows, measureMultiRows } from '../yardsticks/measure-rows.ts';
import { generateRows, toHrmosCsv, toReportLines } from './generate-rows.ts';
import { measureCopySeconds } from './measure-copy.ts';
import { type IntakeProcesses, startIntakeProcesses } from './start-processes.ts';

const now = new Date();
/** Node's fetch asks for it; the types of browsers do not know it. */
const halfDuplex = { duplex: 'half' } as const;
const pollMs = 250;
/** Reports that the yardstick of the file inserts: they are held in memory. */
const maxYardstickRows = 20_000;
const yardstickTransaction = 1_000;

export const intake: Benchmark = {
  name: 'intake',
  description: 'Rejections per second: many in one batch call, and a long file through gateway and worker.',
  defaults: { batch: 10_000, rows: 200_000, profile: 0 },
  run,
};

async function run(context: RunContext): Promise<RunResult> {
  const { batch = 0, rows = 0 } = context.settings;
  const processes = await startIntakeProcesses(context);
  try {
    context.report(`Reporting ${batch} rejections in one batch call …`);
    const batchS = await reportBatch(processes, context.seed + 1, batch);
    context.report('Inserting the same rows by plain statements, and as many jobs by pg-boss …');
    const batchYardsticks = await measureBatchYardsticks(processes, context.seed + 1, batch);
    const batchPerS = batch / batchS;
    context.report(`Importing a file of ${rows} rows …`);
    const { fileS, accepted } = await importFile(processes, context.seed, rows);
    const peakRssMb = processes.readPeakRssMb();
    context.report('Inserting rows of the file by plain statements …');
    const plainPerS = await processes.withSuperuser(async (client) =>
      measureMultiRows(client, await copyRows(client, Math.min(rows, maxYardstickRows)), yardstickTransaction),
    );
    context.report('Copying as many rows into a plain table …');
    const copyS = await processes.withSuperuser((client) => measureCopySeconds(client, rows));
    return {
      metrics: [
        {
          key: 'rows_per_s',
          label: 'rows of the file',
          value: rows / fileS,
          unit: '/s',
          goal: { atLeast: 3_000 },
        },
        {
          key: 'file_ratio_to_rows',
          label: 'rows of the file per report of plain rows',
          value: rows / fileS / plainPerS,
          unit: '',
        },
        { key: 'ratio_to_copy', label: 'time of a plain COPY divided by ours', value: copyS / fileS, unit: '' },
        {
          key: 'peak_rss_mb',
          label: 'memory of the reading process',
          value: peakRssMb,
          unit: 'MB',
          goal: { atMost: 300 },
        },
        { key: 'file_s', label: 'import of the file', value: fileS, unit: 's' },
        { key: 'batch_s', label: 'batch call', value: batchS, unit: 's' },
        { key: 'batch_per_s', label: 'rows of the batch', value: batchPerS, unit: '/s', goal: { atLeast: 5_000 } },
        {
          key: 'batch_ratio_to_rows',
          label: 'rows of the batch per report of plain rows',
          value: batchPerS / batchYardsticks.rowsPerS,
          unit: '',
          goal: { atLeast: 0.6 },
        },
        {
          key: 'batch_ratio_to_pg_boss',
          label: 'rows of the batch per job that pg-boss inserts',
          value: batchPerS / batchYardsticks.bossPerS,
          unit: '',
        },
        { key: 'lost', label: 'rows without a rejection', value: rows - accepted, unit: '', goal: { atMost: 0 } },
      ],
      versions: { postgres: processes.postgresVersion },
    };
  } finally {
    context.report('Stopping …');
    await processes.stop();
  }
}

async function readJson(response: Response): Promise<unknown> {
  if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
  return response.json();
}

async function reportBatch({ request }: IntakeProcesses, seed: number, count: number): Promise<number> {
  const body = [...toReportLines(generateRows(seed, count, now))].join('');
  const startMs = performance.now();
  const headers = { 'content-type': 'application/x-ndjson' };
  const response = await request('/v1/rejections/batch', { method: 'POST', body, headers });
  const lines = (await response.text()).split('\n').filter(Boolean);
  const seconds = (performance.now() - startMs) / 1000;
  const accepted = lines.filter((line) => z.object({ status: z.number() }).parse(JSON.parse(line)).status === 202);
  if (accepted.length !== count) throw new Error(`${accepted.length} of ${count} were accepted: ${lines[0]}`);
  return seconds;
}

/** Of the yardsticks of a batch call: reports or jobs per transaction or call. */
const perTransaction = 1_000;

async function measureBatchYardsticks(processes: IntakeProcesses, seed: number, count: number) {
  const jobs = [...toReportLines(generateRows(seed, count, now))].map((line) => JSON.parse(line) as object);
  return {
    rowsPerS: await processes.withSuperuser(async (client) =>
      measureMultiRows(client, await copyRows(client, count), perTransaction),
    ),
    bossPerS: await measureInsert(processes.superuserUrl, jobs, perTransaction),
  };
}

async function importFile({ request }: IntakeProcesses, seed: number, rows: number) {
  const json = { 'content-type': 'application/json' };
  const body = JSON.stringify({ kind: 'hrmos', name: 'bench' });
  const { id } = connectionView.parse(
    await readJson(await request('/v1/connections', { method: 'POST', headers: json, body })),
  );
  const startMs = performance.now();
  const file = NodeStream.from(toHrmosCsv(generateRows(seed, rows, now)));
  const headers = { 'content-type': 'text/csv' };
  const response = await request(`/v1/imports?connection_id=${id}`, {
    method: 'POST',
    body: file as unknown as ReadableStream<Uint8Array>,
    headers,
    ...halfDuplex,
  });
  const started = importView.parse(await readJson(response));
  for (;;) {
    const view = importView.parse(await readJson(await request(`/v1/imports/${started.id}`)));
    if (importEnds.includes(view.state)) {
      if (view.state !== 'done') throw new Error(`The import ended as ${view.state}: ${view.refusal?.code}`);
      return { fileS: (performance.now() - startMs) / 1000, accepted: view.counts.new };
    }
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
}
