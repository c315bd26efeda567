import { connectionView, importEnds, importView } from '@goen/contracts/public';
import { z } from 'zod';
import type { Bench, Benchmark, Measured } from '../benchmark.ts';
import { copySeconds } from './copy-plain.ts';
import { csvOf, madeUpRows, reportsOf } from './made-up-rows.ts';
import { type IntakeProcesses, startIntakeProcesses } from './processes.ts';

const now = new Date();
const pollMs = 250;

export const intake: Benchmark = {
  name: 'intake',
  about: 'Rejections accepted a second: many by one batch call, and a long file through gateway and worker.',
  defaults: { batch: 10_000, rows: 200_000 },
  run,
};

async function run(bench: Bench): Promise<Measured> {
  const { batch = 0, rows = 0 } = bench.settings;
  const processes = await startIntakeProcesses(bench);
  try {
    bench.say(`Reporting ${batch} rejections by one batch call …`);
    const batchS = await reportBatch(processes, bench.seed + 1, batch);
    bench.say(`Handing in a file of ${rows} rows …`);
    const { fileS, accepted } = await handIn(processes, bench.seed, rows);
    const peak = processes.peakRssMb();
    bench.say('Copying as many rows into a plain table …');
    const copyS = await processes.withOwner((client) => copySeconds(client, rows));
    return {
      metrics: [
        { key: 'rows_per_s', label: 'rows of a file', value: rows / fileS, unit: '/s' },
        { key: 'ratio_to_copy', label: 'time of a plain COPY to ours', value: copyS / fileS, unit: '' },
        { key: 'peak_rss_mb', label: 'memory of who reads it', value: peak, unit: 'MB', goal: { atMost: 300 } },
        { key: 'file_s', label: 'the file, from its first byte to its end', value: fileS, unit: 's' },
        { key: 'batch_s', label: 'the batch call', value: batchS, unit: 's' },
        { key: 'batch_rows_per_s', label: 'rows of the batch', value: batch / batchS, unit: '/s' },
        { key: 'lost', label: 'rows that became no rejection', value: rows - accepted, unit: '', goal: { atMost: 0 } },
      ],
      versions: { postgres: processes.postgresVersion },
    };
  } finally {
    bench.say('Stopping …');
    await processes.stop();
  }
}

async function answered(answer: Response): Promise<unknown> {
  if (!answer.ok) throw new Error(`${answer.status}: ${await answer.text()}`);
  return answer.json();
}

async function reportBatch({ ask }: IntakeProcesses, seed: number, count: number): Promise<number> {
  const body = [...reportsOf(madeUpRows(seed, count, now))].join('');
  const beganMs = performance.now();
  const headers = { 'content-type': 'application/x-ndjson' };
  const answer = await ask('/v1/rejections/batch', { method: 'POST', body, headers });
  const lines = (await answer.text()).split('\n').filter(Boolean);
  const seconds = (performance.now() - beganMs) / 1000;
  const taken = lines.filter((line) => z.object({ status: z.number() }).parse(JSON.parse(line)).status === 202);
  if (taken.length !== count) throw new Error(`${taken.length} of ${count} were accepted: ${lines[0]}`);
  return seconds;
}

async function handIn({ ask }: IntakeProcesses, seed: number, rows: number) {
  const json = { 'content-type': 'application/json' };
  const body = JSON.stringify({ kind: 'hrmos', name: 'bench' });
  const { id } = connectionView.parse(
    await answered(await ask('/v1/connections', { method: 'POST', headers: json, body })),
  );
  const beganMs = performance.now();
  const file = ReadableStream.from(csvOf(madeUpRows(seed, rows, now)));
  const headers = { 'content-type': 'text/csv' };
  const sent = await ask(`/v1/imports?connection_id=${id}`, { method: 'POST', body: file, headers, duplex: 'half' });
  const taken = importView.parse(await answered(sent));
  for (;;) {
    const view = importView.parse(await answered(await ask(`/v1/imports/${taken.id}`)));
    if (importEnds.includes(view.state)) {
      if (view.state !== 'done') throw new Error(`The import ended as ${view.state}: ${view.refusal?.code}`);
      return { fileS: (performance.now() - beganMs) / 1000, accepted: view.counts.new };
    }
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
}
