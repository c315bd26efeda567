import type { Client } from 'openapi-fetch';
import type { Problem, paths, RejectionAccepted, RejectionReport } from './api.gen.ts';
import { parseNdjson, toNdjson } from './ndjson.ts';
import { unwrap } from './problem.ts';

/** What came of one report of a batch; `index` is its place in the list that was reported, from 0. */
export type ReportResult = { readonly index: number } & (
  | { readonly accepted: RejectionAccepted; readonly problem?: never }
  | { readonly accepted?: never; readonly problem: Problem }
);

type Line = { readonly line: number; readonly status: number } & (RejectionAccepted | Problem);

/** The limits of one request. */
const maxRows = 10_000;
const maxBytes = 50 * 1024 * 1024;

/**
 * Reports any number of rejections, in as many batches as the API's limits need, and yields a result per report in
 * their order. A refused report harms no other. What was reported before is accepted again and changes nothing.
 */
export async function* reportRejections(
  client: Client<paths>,
  reports: readonly RejectionReport[],
): AsyncGenerator<ReportResult, void, undefined> {
  let first = 0;
  for (const batch of splitBatches(reports)) {
    const text = await unwrap(
      client.POST('/v1/rejections/batch', {
        body: toNdjson(batch),
        headers: { 'content-type': 'application/x-ndjson' },
        parseAs: 'text',
      }),
    );
    for (const { line, ...result } of parseNdjson<Line>(text)) yield { index: first + line - 1, ...toResult(result) };
    first += batch.length;
  }
}

const toResult = (result: Omit<Line, 'line'>) =>
  'case_id' in result
    ? { accepted: result as unknown as RejectionAccepted }
    : { problem: result as unknown as Problem };

function* splitBatches(reports: readonly RejectionReport[]): Generator<RejectionReport[]> {
  let batch: RejectionReport[] = [];
  let bytes = 0;
  for (const report of reports) {
    const size = new TextEncoder().encode(JSON.stringify(report)).byteLength + 1;
    if (batch.length === maxRows || (batch.length > 0 && bytes + size > maxBytes)) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(report);
    bytes += size;
  }
  if (batch.length > 0) yield batch;
}
