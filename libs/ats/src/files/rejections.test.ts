import { describe, expect, it } from 'vitest';
import { hrmosMap } from './columns.ts';
import { type Reading, type RowResult, readRejections } from './rejections.ts';
import { openTable } from './table.ts';
import { delimitedText, encodings, fileOf, workbookOf } from './testing/make-files.ts';

const published =
  '応募ID,求人ID,求人名,選考ポジション名,応募日,氏名,応募経路,応募経路詳細,ラベル,選考ステータス,内定日,入社日,辞退日';
const header = [...published.split(','), 'メールアドレス', '不採用日'];
type Given = Partial<Record<string, string>>;
const rowOf = (given: Given) => header.map((column) => given[column] ?? '');
const rejected: Given = {
  応募ID: 'A-1',
  求人ID: 'J-1',
  求人名: '営業〜東京',
  応募日: '2026年3月1日',
  氏名: '髙橋　花子',
  選考ステータス: '不採用',
  メールアドレス: 'hanako@example.jp;h@example.com',
  不採用日: '2026/4/1',
};
const readAt = '2026-05-01T09:00:00+09:00';
const connection = '01890a5d-ac96-774b-bcce-b302099a8057';

async function results(bytes: Uint8Array, more: Partial<Reading> = {}): Promise<RowResult[]> {
  const table = await openTable(fileOf(bytes, 4096));
  if (table.kind === 'refused') throw new Error(table.refusal.detail);
  const columns = hrmosMap(table.header) ?? {};
  const source = { ats: 'hrmos', connection_id: connection };
  const read = readRejections(table, { source, columns, addressRequired: true, readAt, ...more });
  if (read.kind === 'refused') throw new Error(JSON.stringify(read.problems));
  const found: RowResult[] = [];
  for await (const result of read.results) found.push(result);
  return found;
}
const one = async (given: Given, more: Partial<Reading> = {}) =>
  (await results(Buffer.from(delimitedText([header, rowOf(given)], ',')), more))[0];

const expected = {
  row: 2,
  kind: 'rejection',
  dated: true,
  report: {
    source: { ats: 'hrmos', connection_id: connection },
    application: {
      remote_id: 'A-1',
      applied_at: '2026-03-01T00:00:00+09:00',
      rejected_at: '2026-04-01T00:00:00+09:00',
    },
    candidate: {
      remote_id: 'A-1',
      full_name: '髙橋　花子',
      family_name: '髙橋',
      given_name: '花子',
      emails: [{ value: 'hanako@example.jp' }, { value: 'h@example.com' }],
    },
    job: { remote_id: 'J-1', name: '営業～東京' },
  },
};

describe('a row of HRMOS', () => {
  it('becomes a report', async () => {
    expect(await one(rejected)).toMatchObject(expected);
  });

  it('without a date of rejection is taken at the moment of reading, and says so', async () => {
    expect(await one({ ...rejected, 不採用日: '' })).toMatchObject({
      kind: 'rejection',
      dated: false,
      report: { application: { remote_id: 'A-1', rejected_at: readAt } },
    });
  });

  it('without an address is refused, or taken where none is required', async () => {
    const given = { ...rejected, メールアドレス: ' ; ' };
    expect(await one(given)).toMatchObject({
      kind: 'refused',
      errors: [{ column: 'メールアドレス', code: 'address_missing' }],
    });
    expect(await one(given, { addressRequired: false })).toMatchObject({ kind: 'rejection' });
  });

  it('names every column that is wrong', async () => {
    const given = { ...rejected, 応募ID: ' ', 不採用日: '26/4/1', 応募日: '2026/2/30', 氏名: '山\uFFFD 太郎' };
    expect(await one(given)).toMatchObject({
      row: 2,
      kind: 'refused',
      errors: [
        { column: '氏名', code: 'broken_character' },
        { column: '不採用日', code: 'two_digit_year' },
        { column: '応募日', code: 'no_such_date' },
        { column: '応募ID', code: 'required' },
      ],
    });
  });

  it('names the column that the contract refuses', async () => {
    expect(await one({ ...rejected, メールアドレス: 'hanako(at)example.jp' })).toMatchObject({
      kind: 'refused',
      errors: [{ column: 'メールアドレス', code: 'not_valid' }],
    });
    expect(await one({ ...rejected, 求人名: 'あ'.repeat(301) })).toMatchObject({ errors: [{ column: '求人名' }] });
  });

  it('with cells beyond the header is refused', async () => {
    const rows = [header, [...rowOf(rejected), 'extra'], [...rowOf(rejected), ' ']];
    expect(await results(Buffer.from(delimitedText(rows, ',')))).toMatchObject([
      { row: 2, kind: 'refused', errors: [{ column: null, code: 'too_many_cells' }] },
      { row: 3, kind: 'rejection' },
    ]);
  });

  it.each([
    ['不採用', 'rejection'],
    ['　不合格 ', 'rejection'],
    ['お見送り', 'rejection'],
    ['見送り', 'rejection'],
    ['不採用通知済み', 'not_a_rejection'],
    ['書類不採用', 'not_a_rejection'],
    ['辞退', 'not_a_rejection'],
    ['選考辞退', 'not_a_rejection'],
    ['内定辞退', 'not_a_rejection'],
    ['選考中', 'not_a_rejection'],
    ['', 'not_a_rejection'],
  ])('of status %s is %s', async (status, kind) => {
    expect(await one({ ...rejected, 選考ステータス: status })).toMatchObject({ kind });
  });

  it('counts by the list of the company, which cannot name a withdrawal', async () => {
    const rejectionStatuses = ['NG', '辞退'];
    const kinds = ['NG', '不採用', '辞退'].map(async (status) => {
      return (await one({ ...rejected, 選考ステータス: status }, { rejectionStatuses }))?.kind;
    });
    expect(await Promise.all(kinds)).toEqual(['rejection', 'not_a_rejection', 'not_a_rejection']);
  });
});

const dateForms = ['2026年4月1日', '2026/4/1', '2026-04-01', '令和8年4月1日', 'R8.4.1', '46113', '2026-04-01T00:00'];

describe('the same rejection', () => {
  for (const [encoding, encode] of Object.entries(encodings))
    for (const delimiter of [',', '\t', ';'])
      it(`in ${encoding} with ${JSON.stringify(delimiter)} is equal in every form of its date`, async () => {
        const job = { 求人名: '営業～東京' };
        const rows = dateForms.map((date) => rowOf({ ...rejected, ...job, 不採用日: date }));
        const found = await results(encode(delimitedText([header, ...rows], delimiter)));
        expect(found).toHaveLength(dateForms.length);
        for (const [at, result] of found.entries()) expect(result).toMatchObject({ ...expected, row: at + 2 });
      });

  it('in a workbook is equal in every form of its date, a date cell too', async () => {
    const cells = (date: string | { serial: number }) => [...rowOf(rejected).slice(0, -1), date];
    const rows = [...dateForms, { serial: 46113 }].map(cells);
    const found = await results(workbookOf([header, ...rows]));
    expect(found).toHaveLength(dateForms.length + 1);
    for (const [at, result] of found.entries()) expect(result).toMatchObject({ ...expected, row: at + 2 });
  });
});

describe('a column map', () => {
  it.each([
    [{ status: '選考ステータス' }, { field: 'application_id', column: null, code: 'column_required' }],
    [{ application_id: '応募ID' }, { field: 'status', column: null, code: 'column_required' }],
    [
      { application_id: 'ID', status: '選考ステータス' },
      { field: 'application_id', code: 'column_missing' },
    ],
    [
      { application_id: '応募ID', status: '選考ステータス', phones: '電話' },
      { field: 'phones', code: 'column_twice' },
    ],
  ])('that does not fit is refused: %j', async (columns, problem) => {
    const text = delimitedText([[...header, '電話', '電話'], rowOf(rejected)], ',');
    const table = await openTable(fileOf(Buffer.from(text)));
    if (table.kind === 'refused') throw new Error(table.refusal.detail);
    const read = readRejections(table, { source: { ats: 'jobcan' }, columns, addressRequired: false, readAt });
    expect(read).toMatchObject({ kind: 'refused', problems: [problem] });
  });
});
