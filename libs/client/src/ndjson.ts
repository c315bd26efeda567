/** One JSON document per line, as `POST /v1/rejections/batch` takes it. */
export const toNdjson = (rows: readonly object[]): string => rows.map((row) => JSON.stringify(row)).join('\n');

/** The documents of an NDJSON text; blank lines are none. */
export const parseNdjson = <Row>(text: string): Row[] =>
  text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [JSON.parse(line) as Row]));
