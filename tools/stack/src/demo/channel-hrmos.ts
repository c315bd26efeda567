import { readDate } from '@goen/ats';
import type { Import } from '@goen/client';
import { importEnds } from '@goen/contracts/public';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import iconv from 'iconv-lite';
import type { Channel, ReportedApplication } from './channel.ts';
import { readExample } from './scenario.ts';
import { createTimeShift } from './shift-times.ts';
import { waitUntil } from './wait-until.ts';

const encoding = 'CP932';
const dateColumns = ['応募日', '不採用日', '内定日', '辞退日'];

/** Imports an HRMOS export as a recruiter would have it: Shift_JIS, rows above the header, 年月日. */
export async function reportThroughHrmos({
  api,
  connect,
  file,
  latest,
  company,
  report,
}: Channel): Promise<ReportedApplication[]> {
  const { bytes, rows } = buildExport(file, latest);
  const connection = await connect({});
  report(`${company} imports an HRMOS export (${encoding}, ${rows.length} rows) …`);
  const started = await api.upload({ connection_id: connection.id, file_name: file }, bytes, 'text/csv');
  const ended = await waitUntil('the end of the import', async () => {
    const current = await api.getImport(started.id);
    return importEnds.includes(current.state) && current;
  });
  report(`  ${describeCounts(ended)}`);
  const source = { ats: connection.kind, connection_id: connection.id };
  return rows.flatMap((row) => {
    const [applicationId, address] = [row['応募ID'] ?? '', row['メールアドレス'] || null];
    if (row['選考ステータス'] !== '不採用') return [];
    // An HRMOS export has no candidate id: the application's id takes its place.
    return [{ applicationId, candidateId: applicationId, address, source }];
  });
}

const describeCounts = ({ counts }: Import): string =>
  `${counts.new} new, ${counts.known} known, ${counts.refused} refused, ${counts.not_a_rejection} not a rejection`;

/** The example as if it were exported today: only its dates are shifted. */
function buildExport(file: string, latest: Date) {
  const text = iconv.decode(readExample(file), encoding);
  const [header = [], ...table] = parse(text, { relaxColumnCount: true, fromLine: 3 });
  const linesAboveHeader = text.split('\r\n').slice(0, 2);
  const rows: Record<string, string>[] = table.map((cells) =>
    Object.fromEntries(header.map((name, column) => [name, cells[column] ?? ''])),
  );
  const rejectionTimes = rows.map((row) => readTimeMs(row['不採用日'] ?? '')).filter((time) => time !== null);
  const shift = createTimeShift(rejectionTimes, latest);
  const shiftCell = (cell: string) => {
    const time = readTimeMs(cell);
    return time === null ? cell : formatJapaneseDate(shift(time), cell.includes(':'));
  };
  const shifted = rows.map((row) => ({
    ...row,
    ...Object.fromEntries(dateColumns.map((name) => [name, shiftCell(row[name] ?? '')])),
  }));
  const body = stringify(shifted, { header: true, columns: header, record_delimiter: 'windows' });
  return { bytes: Uint8Array.from(iconv.encode([...linesAboveHeader, body].join('\r\n'), encoding)), rows: shifted };
}

/** As imports read it; null for an empty cell. */
function readTimeMs(cell: string): number | null {
  const date = readDate(cell);
  return 'instant' in date ? Date.parse(date.instant) : null;
}

function formatJapaneseDate(instant: Date, withTime: boolean): string {
  const parts = new Intl.DateTimeFormat('ja-JP', {
    timeZone: 'Asia/Tokyo',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(instant);
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((entry) => entry.type === type)?.value ?? '';
  const date = `${part('year')}年${part('month')}月${part('day')}日`;
  return withTime ? `${date} ${part('hour')}:${part('minute')}` : date;
}
