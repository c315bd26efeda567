import { createReadStream } from 'node:fs';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { acceptRejectionsWithOutlook, type IntakeContext } from '@goen/cases';
import {
  maxBatchRows,
  maxBodyBytes,
  type Problem,
  parseRejectionReport,
  type RejectionAccepted,
  type RejectionReport,
} from '@goen/contracts/public';
import { assertStorable, HttpProblem, parseJson, requireValid, toProblem } from '@goen/service-kit';
import { refusalProblem } from '../../http/refusal-problem.ts';
import { splitLines } from './split-lines.ts';
import { viewAccepted } from './view-accepted.ts';

/** Rows per transaction: large enough for speed, small enough to hold its locks only briefly. */
const chunkRows = 500;
const newline = 0x0a;

export type BatchLine =
  | ({ readonly line: number; readonly status: 202 } & RejectionAccepted)
  | { readonly line: number; readonly status: number; readonly problem: Problem };

/**
 * Writes a body to a temporary file and counts its rows: a batch over a limit is refused before any row is accepted, and
 * memory use does not depend on its size. Disposing deletes the file.
 */
export async function spoolBatch(
  body: AsyncIterable<Uint8Array>,
): Promise<AsyncDisposable & { readonly file: string }> {
  const dir = await mkdtemp(join(tmpdir(), 'goen-batch-'));
  const remove = () => rm(dir, { recursive: true, force: true });
  const file = join(dir, 'body.ndjson');
  try {
    const handle = await open(file, 'wx', 0o600);
    try {
      let newlines = 0;
      let last = newline;
      for await (const chunk of body) {
        for (const byte of chunk) if (byte === newline) newlines += 1;
        last = chunk.at(-1) ?? last;
        const rows = last === newline ? newlines : newlines + 1;
        if (rows > maxBatchRows) throw new HttpProblem('batch_too_large');
        await handle.write(chunk);
      }
    } finally {
      await handle.close();
    }
  } catch (error) {
    await remove();
    throw error;
  }
  return { file, [Symbol.asyncDispose]: remove };
}

type Row =
  | { readonly line: number; readonly report: RejectionReport }
  | { readonly line: number; readonly problem: Problem };

/**
 * One result per line, in order, with its number from 1; blank lines have none. An invalid line affects no other. While the
 * database accepts a chunk, the next one is parsed.
 */
export async function* acceptBatch(context: IntakeContext, file: string): AsyncGenerator<BatchLine> {
  let accepting: Promise<readonly BatchLine[]> = Promise.resolve([]);
  for await (const chunk of readChunks(file)) {
    yield* await accepting;
    accepting = acceptChunk(context, chunk);
    // Awaited with the next chunk; until then an error is nobody's.
    accepting.catch(() => undefined);
  }
  yield* await accepting;
}

async function* readChunks(file: string): AsyncGenerator<readonly Row[]> {
  let chunk: Row[] = [];
  let line = 0;
  for await (const bytes of splitLines(createReadStream(file))) {
    line += 1;
    const row = parseLine(line, bytes);
    if (row === null) continue;
    chunk.push(row);
    if (chunk.length < chunkRows) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}

/** Parses a line into a report or a problem; null when it is blank. */
function parseLine(line: number, bytes: Uint8Array): Row | null {
  try {
    if (bytes.byteLength > maxBodyBytes) throw new HttpProblem('body_too_large');
    const text = decodeUtf8(bytes);
    if (text.trim() === '') return null;
    const report = requireValid(parseRejectionReport(parseJson(text), 'api'));
    assertStorable(report);
    return { line, report };
  } catch (error) {
    if (error instanceof HttpProblem) return { line, problem: toProblem(error.code, error.extra) };
    throw error;
  }
}

function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new HttpProblem('malformed_json', { detail: 'The line is not UTF-8.' });
  }
}

async function acceptChunk(context: IntakeContext, rows: readonly Row[]): Promise<BatchLine[]> {
  const reports = rows.flatMap((row) => ('report' in row ? [row.report] : []));
  const results = reports.length === 0 ? [] : await acceptRejectionsWithOutlook(context, reports);
  let next = 0;
  return rows.map((row) => {
    if ('problem' in row) return { line: row.line, status: row.problem.status, problem: row.problem };
    const result = results[next++];
    if (result?.kind === 'accepted') return { line: row.line, status: 202, ...viewAccepted(result) };
    const refused = result ? refusalProblem(result) : new HttpProblem('internal_error');
    const problem = toProblem(refused.code, refused.extra);
    return { line: row.line, status: problem.status, problem };
  });
}
