import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import fc from 'fast-check';
import type { Harness, RunContext, Verdict } from '../harness.ts';
import { toDelimitedFile } from './delimited-file.ts';
import { reportVariant } from './generate-reports.ts';
import { rowVariant } from './generate-rows.ts';
import { type Product, startProduct } from './product.ts';
import type { TableRow } from './table.ts';
import { findFaults, type ReportVariant, type RowVariant } from './variant.ts';
import { toWorkbookFile } from './workbook-file.ts';

export const inputs: Harness = {
  name: 'inputs',
  description: 'Names, addresses, statuses, headers and files as real systems write them, against the rules.',
  defaults: { variants: 1_000 },
  run,
};

const reportShare = 0.6;
const rowsPerFile = 10;
const dayMs = 86_400_000;
const daysAgo = (days: number) => new Date(Date.now() - days * dayMs);

async function run({ seed, settings, dataDir, report }: RunContext): Promise<Verdict> {
  const { variants = 0 } = settings;
  const reports = fc.sample(reportVariant, { seed, numRuns: Math.ceil(variants * reportShare) });
  const rows = fc.sample(rowVariant, { seed: seed + 1, numRuns: variants - reports.length });
  const product = await startProduct({ dataDir: join(dataDir, 'stack'), report: () => {} });
  try {
    report(`Reporting ${reports.length} rejections …`);
    const faults = await checkReports(product, reports);
    report(`Importing ${rows.length} rows, ${rowsPerFile} per file …`);
    faults.push(...(await checkFiles(product, rows, seed)));
    return { counts: { variants, failed: new Set(faults.map((fault) => fault.split(': ')[0])).size }, faults };
  } finally {
    await product.stop();
  }
}

async function checkReports(product: Product, variants: readonly ReportVariant[]): Promise<string[]> {
  const addresses = variants.map(() => `${randomUUID()}@example.jp`);
  const earlier = variants.flatMap(({ before }, index) =>
    before ? [{ ...before, address: addresses[index] ?? '' }] : [],
  );
  for (const { candidate, address } of earlier.filter(({ kind }) => kind === 'offer')) {
    await product.tellOffer(toOffer(candidate, address));
  }
  const rejections = earlier.filter(({ kind }) => kind === 'rejection');
  await product.report(rejections.map(({ candidate, address }) => toReport({ candidate }, address)));
  const observations = await product.report(
    variants.map((variant, index) => toReport(variant, addresses[index] ?? '')),
  );
  return variants.flatMap((variant, index) => {
    const observed = observations[index];
    return observed ? findFaults(variant.what, variant.expected, observed) : [`${variant.what}: no answer`];
  });
}

const toOffer = (candidate: object, address: string): object => ({
  type: 'candidate.hired',
  source: { ats: 'another' },
  occurred_at: daysAgo(1).toISOString(),
  candidate: { remote_id: randomUUID(), emails: [address], ...candidate },
});

function toReport(
  { candidate, application, job }: Pick<ReportVariant, 'candidate' | 'application' | 'job'>,
  address: string,
): object {
  const id = randomUUID();
  return {
    source: { ats: 'inputs' },
    application: {
      remote_id: id,
      rejected_at: daysAgo(1).toISOString(),
      current_stage: { name: '一次面接', kind: 'interview' },
      ...application,
    },
    candidate: { remote_id: id, full_name: '見本 太郎', emails: [{ value: address }], ...candidate },
    job: { name: '営業', ...job },
  };
}

async function checkFiles(product: Product, variants: readonly RowVariant[], seed: number): Promise<string[]> {
  const faults: string[] = [];
  const connectionId = await product.connect();
  for (let start = 0; start < variants.length; start += rowsPerFile) {
    const chunk = variants.slice(start, start + rowsPerFile);
    const isWorkbook = (start / rowsPerFile) % 2 === 1;
    const rows = chunk.map((variant, index) => toTableRow(variant, start + index, isWorkbook && index % 5 === 4));
    const [file] = fc.sample((isWorkbook ? toWorkbookFile : toDelimitedFile)(rows), { seed: seed + start, numRuns: 1 });
    if (file === undefined) continue;
    const observed = await product.importFile(connectionId, file.bytes, file.type);
    const expected = toExpectedImport(chunk, rows, file.headerRow);
    if (JSON.stringify(observed) !== JSON.stringify(expected)) {
      const statuses = JSON.stringify(chunk.map(({ status }) => status));
      faults.push(
        `${file.what}: ${statuses} became ${JSON.stringify(observed)} instead of ${JSON.stringify(expected)}`,
      );
    }
  }
  return faults;
}

function toExpectedImport(variants: readonly RowVariant[], rows: readonly TableRow[], headerRow: number) {
  const shown = variants.filter((_, index) => !rows[index]?.hidden);
  return {
    state: 'done',
    taken: shown.filter(({ expected }) => expected.outcome === 'mailed').length,
    notRejections: shown.filter(({ expected }) => expected.outcome === 'not_a_rejection').length,
    refused: rows.flatMap(({ hidden }, index) => (hidden ? [`${headerRow + 1 + index} hidden_row`] : [])),
  };
}

const toTableRow = ({ status }: RowVariant, index: number, hidden: boolean): TableRow => ({
  id: String(1_000_000 + index),
  name: '見本 太郎',
  email: `row-${index}-${randomUUID()}@example.jp`,
  job: '営業',
  status,
  date: daysAgo(2).toISOString().slice(0, 10).replaceAll('-', '/'),
  hidden,
});
