const newline = 0x0a;
const carriageReturn = 0x0d;

/**
 * The lines of NDJSON as bytes, without their ends (LF or CRLF). Nothing else ends a line: U+2028 may stand in a JSON
 * string.
 */
export async function* linesOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let pending: Uint8Array[] = [];
  for await (const chunk of chunks) {
    let from = 0;
    for (let end = chunk.indexOf(newline); end >= 0; end = chunk.indexOf(newline, from)) {
      yield lineOf([...pending, chunk.subarray(from, end)]);
      pending = [];
      from = end + 1;
    }
    if (from < chunk.length) pending.push(chunk.subarray(from));
  }
  if (pending.length > 0) yield lineOf(pending);
}

function lineOf(parts: readonly Uint8Array[]): Uint8Array {
  const line = Buffer.concat(parts);
  return line.at(-1) === carriageReturn ? line.subarray(0, -1) : line;
}
