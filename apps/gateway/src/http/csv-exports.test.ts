import { randomUUID } from 'node:crypto';
import { serveApp } from '@goen/service-kit';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCreditServiceProcess } from '../testing/credit-service-process.ts';
import { startIntroductionFixture } from '../testing/introduction-fixture.ts';
import { startMailServiceProcess } from '../testing/mail-service-process.ts';

const signs = ['=', '+', '-', '@', '＝', '＋', '－', '＠', '\u2212', '﹢', '﹣', '﹦', '﹫'];
const starts = ['', ' ', '\u3000', '\u00A0', '\t', '\r', '\n', '\r\n', '\u200B', '\uFEFF', '\u202E', ' \u200B\t '];
/** Cells that a spreadsheet would run, and some that hide what is behind a line break. */
const formulas = [
  ...starts.flatMap((start) => signs.map((sign) => `${start}${sign}HYPERLINK("x")`)),
  '\tx',
  '\rx',
  '\nx',
];

/** Written apart from the code that defuses: what is left of a cell when everything unseen in front of it is dropped. */
function isFormula(cell: string): boolean {
  const seen = cell.replace(/^[\s\p{C}\p{Z}\p{Default_Ignorable_Code_Point}]+/u, '');
  const isNumber = /^-?\d+(\.\d+)?$/.test(cell);
  return !isNumber && (/^[=+\-@＝＋－＠−﹢﹣﹦﹫]/.test(seen) || /^\s*[\t\r\n]/.test(cell));
}

let gateway: Awaited<ReturnType<typeof startIntroductionFixture>>;
let mail: Awaited<ReturnType<typeof startMailServiceProcess>>;
let credit: Awaited<ReturnType<typeof startCreditServiceProcess>>;
let server: Awaited<ReturnType<typeof serveApp>>;
beforeAll(async () => {
  [gateway, mail, credit] = await Promise.all([
    startIntroductionFixture(),
    startMailServiceProcess(),
    startCreditServiceProcess(),
  ]);
  Object.assign(gateway.context.mail, mail.address);
  Object.assign(gateway.context.credit, credit.address);
  server = await serveApp(gateway.app, { host: '127.0.0.1', port: 0 });
});
afterAll(async () => {
  await server?.close();
  await Promise.all([mail?.close(), credit?.close()]);
  await gateway?.close();
});

type Parameter = {
  name: string;
  in: string;
  required?: boolean;
  schema: { enum?: string[]; format?: string; pattern?: string };
};
type Operation = { parameters?: Parameter[]; responses: Record<string, { content?: Record<string, unknown> }> };
type Export = { readonly method: string; readonly path: string; readonly query: string };

/** Every documented operation that answers a CSV file, with each of the ways to group or filter it that it requires. */
async function findExports(): Promise<Export[]> {
  const document = (await (await fetch(`${server.url}/openapi.json`)).json()) as {
    paths: Record<string, Record<string, Operation>>;
  };
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, { parameters = [], responses }]) =>
      responses[200]?.content?.['text/csv'] ? [{ method, path, query: toQuery(parameters) }] : [],
    ),
  );
}

function toQuery(parameters: readonly Parameter[]): string {
  const values = parameters.flatMap(({ name, in: place, required, schema }): [string, string][] => {
    if (place !== 'query') return [];
    if (schema.enum?.includes('csv')) return [[name, 'csv']];
    if (schema.enum?.includes('job')) return [[name, 'job']];
    if (!required) return [];
    if (schema.pattern?.includes('[0-2]')) return [[name, '2026-11']];
    if (schema.format === 'date') return [[name, name === 'to' ? '2026-12-01' : '2026-11-01']];
    return [[name, schema.enum?.[0] ?? 'x']];
  });
  return new URLSearchParams(values).toString();
}

/** Only our own words, ids and numbers: no text of a stranger can get into them. */
const withoutFreeText: ReadonlySet<string> = new Set([
  '/v1/suppressions/export',
  '/v1/credits/statements/{month}',
  '/v1/reports/results',
]);

const create = async (path: string, body: object): Promise<string> => {
  const answer = await gateway.post(path, body);
  if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
  return ((await answer.json()) as { id: string }).id;
};

/** Stores a formula in every text of other people that an export reads. */
async function plantFormulas(): Promise<Readonly<Record<string, readonly string[]>>> {
  const people = await Promise.all(
    formulas.map(async (formula) => ({
      formula,
      ...(await gateway.person({ job: { name: 'x', category: 'engineer' } })),
    })),
  );
  for (const { formula, candidateId, caseId } of people) {
    const values = [formula, formula, formula, candidateId];
    await gateway.rows('update candidate set full_name = ?, family_name = ?, prefecture = ? where id = ?', values);
    await gateway.rows('update rejection set job_name = ? where case_id = ?', [formula, caseId]);
  }
  await gateway.introduction(await gateway.person(), 'accepted');
  await gateway.rows(
    `update provision_record set person = ?, counterpart_name = ?, counterpart_address = ?,
       counterpart_representative = ?, acquired_how = ?`,
    formulas.slice(0, 5),
  );
  await gateway.rows('update api_key set name = ? where company_id = ?', [formulas[0], gateway.hinode.id]);
  const columns = [
    { header: '=氏名', field: 'full_name' },
    { header: '＝都道府県', field: 'prefecture' },
  ];
  const toTalentcloud = (encoding: string) =>
    create('/v1/connections', { kind: 'talentcloud', name: encoding, settings: { export: { encoding, columns } } });
  return {
    '/v1/connections/{id}/export.csv': [await toTalentcloud('utf-8')],
    '/v1/imports/{id}/refused.csv': [await importRefusedRows()],
    '/v1/credits/statements/{month}': ['2026-11'],
  };
}

/** As the worker would have left it. */
async function importRefusedRows(): Promise<string> {
  const connection = await create('/v1/connections', { kind: 'file', name: 'file' });
  const upload = await gateway.request(`/v1/imports?connection_id=${connection}`, {
    method: 'POST',
    body: `a,b\n${randomUUID()},x\n`,
    headers: { 'content-type': 'text/csv' },
  });
  const { id } = (await upload.json()) as { id: string };
  const layout = {
    format: { type: 'text', encoding: 'utf-8', delimiter: ',' },
    header: ['=応募ID', '＝氏名'],
    headerRow: 1,
  };
  await gateway.rows('update file_import set layout = ? where id = ?', [JSON.stringify(layout), id]);
  for (const [index, formula] of formulas.entries()) {
    await gateway.rows(
      `insert into file_import_row (import_id, row, company_id, outcome, cells, errors) values (?, ?, ?, 'refused', ?, ?)`,
      [
        id,
        index + 2,
        gateway.hinode.id,
        JSON.stringify([formula, formula, formula]),
        JSON.stringify([{ column: formula, code: 'required', detail: 'x' }]),
      ],
    );
  }
  return id;
}

test('no cell of any CSV file is a formula', async () => {
  const [exports, ids] = [await findExports(), await plantFormulas()];
  expect(exports.length).toBeGreaterThan(5);
  for (const { method, path, query } of exports) {
    const samples = path.includes('{') ? ids[path] : [''];
    // A new export with a parameter needs rows with formulas: plant them above.
    expect([path, samples]).toEqual([path, expect.any(Array)]);
    for (const sample of samples ?? []) {
      const url = `${server.url}${path.replace(/\{\w+\}/, sample)}?${query}`;
      const answer = await fetch(url, { method, headers: { authorization: `Bearer ${gateway.hinode.key}` } });
      const text = await answer.text();
      expect([path, answer.status, answer.headers.get('content-type')]).toEqual([
        path,
        200,
        expect.stringMatching(/^text\/csv/),
      ]);
      const cells = parse(text, { bom: true, relax_column_count: true }).flat();
      expect([path, cells.filter(isFormula)]).toEqual([path, []]);
      const defused = cells.filter((cell) => cell.startsWith("'") && isFormula(cell.slice(1)));
      expect([path, defused.length > 0]).toEqual([path, !withoutFreeText.has(path)]);
    }
  }
});
