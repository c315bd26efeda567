const newline = 0x0a;
const carriageReturn = 0x0d;

/**
 * Splits NDJSON into lines of bytes, without their LF or CRLF. Nothing else ends a line: U+2028 is valid within a JSON
 * string.
 */
export async function* splitLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let pending: Uint8Array[] = [];
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(newline); end >= 0; end = chunk.indexOf(newline, start)) {
      yield joinLine([...pending, chunk.subarray(start, end)]);
      pending = [];
      start = end + 1;
    }
    if (start < chunk.length) pending.push(chunk.subarray(start));
  }
  if (pending.length > 0) yield joinLine(pending);
}

function joinLine(parts: readonly Uint8Array[]): Uint8Array {
  const line = Buffer.concat(parts);
  return line.at(-1) === carriageReturn ? line.subarray(0, -1) : line;
}
