import { readDate } from '@goen/ats';
import { type ImportView, importEnds, importView } from '@goen/contracts/public';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import iconv from 'iconv-lite';
import { until } from './api.ts';
import type { Channel, ReportedApplication } from './channel.ts';
import { mover } from './road-reports.ts';
import { readExample } from './scenario.ts';

const encoding = 'CP932';
const dateColumns = ['応募日', '不採用日', '内定日', '辞退日'];

/** Hands in an export of HRMOS, as a recruiter would have it: Shift_JIS, rows above the header, 年月日. */
export async function reportHrmos({
  api,
  connect,
  file,
  latest,
  company,
  report,
}: Channel): Promise<ReportedApplication[]> {
  const { bytes, rows } = exportOf(file, latest);
  const connection = await connect({});
  report(`${company} hands in an HRMOS export (${encoding}, ${rows.length} rows) …`);
  const path = `/v1/imports?connection_id=${connection.id}&file_name=${encodeURIComponent(file)}`;
  const started = importView.parse(await api.upload(path, bytes, 'text/csv'));
  const ended = await until('the end of the import', async () => {
    const now = importView.parse(await api.get(`/v1/imports/${started.id}`));
    return importEnds.includes(now.state) && now;
  });
  report(`  ${told(ended)}`);
  return rows.flatMap((row) => {
    const [applicationId, address] = [row['応募ID'] ?? '', row['メールアドレス'] ?? ''];
    if (row['選考ステータス'] !== '不採用' || address === '') return [];
    // An export of HRMOS has no id of the candidate: the application's stands for it.
    const source = { ats: connection.kind, connection_id: connection.id };
    return [{ applicationId, candidateId: applicationId, address, source }];
  });
}

const told = ({ counts }: ImportView): string =>
  `${counts.new} new, ${counts.known} known, ${counts.refused} refused, ${counts.not_a_rejection} no rejections`;

/** The file as if it were exported today: its dates moved, all else as it stands, in the same encoding. */
function exportOf(file: string, latest: Date) {
  const text = iconv.decode(readExample(file), encoding);
  const [header = [], ...table] = parse(text, { relaxColumnCount: true, fromLine: 3 });
  const meta = text.split('\r\n').slice(0, 2);
  const all = table.map((cells) => Object.fromEntries(header.map((name, at) => [name, cells[at] ?? ''])));
  const rejected = all.map((row) => timeOf(row['不採用日'] ?? '')).filter((time) => time !== null);
  const move = mover(rejected, latest);
  const moved = (cell: string) => {
    const time = timeOf(cell);
    return time === null ? cell : japaneseDate(move(time), cell.includes(':'));
  };
  const rows = all.map((row) => ({
    ...row,
    ...Object.fromEntries(dateColumns.map((name) => [name, moved(row[name] ?? '')])),
  }));
  const body = stringify(rows, { header: true, columns: header, record_delimiter: 'windows' });
  return { bytes: iconv.encode([...meta, body].join('\r\n'), encoding), rows: rows as Record<string, string>[] };
}

/** As the product reads it, in ms; null for an empty cell. */
function timeOf(cell: string): number | null {
  const read = readDate(cell);
  return 'instant' in read ? Date.parse(read.instant) : null;
}

function japaneseDate(at: Date, clock: boolean): string {
  const parts = new Intl.DateTimeFormat('ja-JP', {
    timeZone: 'Asia/Tokyo',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(at);
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((one) => one.type === type)?.value ?? '';
  const date = `${part('year')}年${part('month')}月${part('day')}日`;
  return clock ? `${date} ${part('hour')}:${part('minute')}` : date;
}
