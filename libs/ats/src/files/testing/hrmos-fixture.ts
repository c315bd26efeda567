import { findHrmosColumns } from '../../vendors/hrmos.ts';
import { type ReadSettings, type RowResult, readRejections } from '../read-rejections.ts';
import { openTable } from '../table.ts';
import { createFile, renderDelimited } from './file-fixture.ts';

const standardHeader =
  '応募ID,求人ID,求人名,選考ポジション名,応募日,氏名,応募経路,応募経路詳細,ラベル,選考ステータス,内定日,入社日,辞退日';
export const header = [...standardHeader.split(','), 'メールアドレス', '不採用日'];
type Row = Partial<Record<string, string>>;
export const toCells = (row: Row) => header.map((column) => row[column] ?? '');
export const rejectedRow: Row = {
  応募ID: 'A-1',
  求人ID: 'J-1',
  求人名: '営業〜東京',
  応募日: '2026年3月1日',
  氏名: '髙橋　花子',
  選考ステータス: '不採用',
  メールアドレス: 'hanako@example.jp;h@example.com',
  不採用日: '2026/4/1',
};
export const readAt = '2026-05-01T09:00:00+09:00';
const connection = '01890a5d-ac96-774b-bcce-b302099a8057';

/** The results of a readable file. */
export async function readResults(bytes: Uint8Array, settings: Partial<ReadSettings> = {}): Promise<RowResult[]> {
  const table = await openTable(createFile(bytes, 4096));
  if (table.kind === 'refused') throw new Error(table.refusal.detail);
  const columns = findHrmosColumns(table.header) ?? {};
  const source = { ats: 'hrmos', connection_id: connection };
  const read = readRejections(table, { source, columns, addressRequired: true, readAt, ...settings });
  if (read.kind === 'refused') throw new Error(JSON.stringify(read.problems));
  const results: RowResult[] = [];
  for await (const result of read.results) results.push(result);
  return results;
}

export const readOneRow = async (row: Row, settings: Partial<ReadSettings> = {}) =>
  (await readResults(Buffer.from(renderDelimited([header, toCells(row)], ',')), settings))[0];

export const expectedResult = {
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
