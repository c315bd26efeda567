import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { sameByKey } from './mutations.ts';
import { headers, type TableFile, type TableRow, toCells } from './table.ts';

const dialect = fc.record({
  delimiter: fc.constantFrom(',', '\t', ';'),
  lineEnd: fc.constantFrom('\r\n', '\n'),
  quoted: fc.boolean(),
  /** Excel's way to keep the zeros of an id: `="00123"`. */
  guardedIds: fc.boolean(),
  byteOrderMarks: fc.nat(2),
  metaRows: fc.nat(2),
  encoding: fc.constantFrom('utf-8', 'utf-16le', 'cp932'),
  type: fc.constantFrom('text/csv', 'application/vnd.ms-excel', 'application/octet-stream'),
  headers: fc.tuple(...headers.map(sameByKey)),
});

/** A file as some program wrote it. What CP932 cannot hold is written as UTF-8. */
export const toDelimitedFile = (rows: readonly TableRow[]): fc.Arbitrary<TableFile> =>
  dialect.map((chosen) => {
    const { delimiter, lineEnd, quoted, guardedIds, byteOrderMarks, metaRows, type } = chosen;
    const body = rows.map((row) => {
      const [id = '', ...rest] = toCells(row);
      return [guardedIds && delimiter !== '\t' ? `="${id}"` : id, ...rest];
    });
    const options = { delimiter, record_delimiter: lineEnd, quoted };
    // A guarded id is written as Excel writes it: without quotes around the whole.
    const table =
      guardedIds && !quoted
        ? [
            headerLine(chosen.headers, delimiter),
            ...body.map((cells) => cells.map(escape(delimiter)).join(delimiter)),
            '',
          ].join(lineEnd)
        : stringify([chosen.headers, ...body], options);
    const text = Array.from({ length: metaRows }, (_, index) => `出力 ${index + 1}${lineEnd}`).join('') + table;
    const fits = iconv.decode(iconv.encode(text, 'cp932'), 'cp932') === text;
    const encoding = chosen.encoding === 'cp932' && !fits ? 'utf-8' : chosen.encoding;
    const marks =
      encoding === 'cp932'
        ? ''
        : '\uFEFF'.repeat(encoding === 'utf-16le' ? Math.max(1, byteOrderMarks) : byteOrderMarks);
    return {
      what: `text ${JSON.stringify({ ...chosen, encoding })}`,
      bytes: Uint8Array.from(iconv.encode(marks + text, encoding)),
      type,
      headerRow: metaRows + 1,
    };
  });

const escape = (delimiter: string) => (cell: string) =>
  cell.startsWith('="') || (!/["\r\n]/.test(cell) && !cell.includes(delimiter))
    ? cell
    : `"${cell.replaceAll('"', '""')}"`;
const headerLine = (cells: readonly string[], delimiter: string) => cells.map(escape(delimiter)).join(delimiter);
