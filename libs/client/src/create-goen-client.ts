import createFetchClient, { type Client, type Middleware } from 'openapi-fetch';
import type { paths, RejectionReport } from './api.gen.ts';
import { idempotentOperations } from './idempotent-operations.gen.ts';
import { type ItemOf, iteratePages, type PageArguments, type PagedPath } from './pages.ts';
import { type ReportResult, reportRejections } from './report-rejections.ts';
import { type RetrySettings, withRetries } from './retry.ts';

export type GoenOptions = {
  /** The key of a company, `goen_…`, or `goen_test_…` of a sandbox company. Left out in a browser that has a session. */
  readonly apiKey?: string;
  /** Where the API is, such as `https://goen.example`. */
  readonly baseUrl: string;
  readonly retry?: RetrySettings;
  /** Replaces the global `fetch`: for a proxy, or for tests. */
  readonly fetch?: (request: Request) => Promise<Response>;
};

/** The API's operations by method and path, each with the types of its parameters, bodies and problems. */
export type GoenClient = Client<paths> & {
  /** The items of a list, page by page: `for await (const item of goen.pages('/v1/cases', {query: {state: 'open'}}))`. */
  pages<Path extends PagedPath>(
    path: Path,
    ...params: PageArguments<Path>
  ): AsyncGenerator<ItemOf<Path>, void, undefined>;
  /** Reports any number of rejections, and yields a result per report in their order. */
  reportRejections(reports: readonly RejectionReport[]): AsyncGenerator<ReportResult, void, undefined>;
};

/**
 * A client of the API. Calls return `{data, error, response}`, where `error` is a problem with a `code`; `unwrap` turns
 * that into data or an `ApiError`. Temporary failures are retried, and each POST carries an `Idempotency-Key` for that.
 */
export function createGoenClient({ apiKey, baseUrl, retry, fetch }: GoenOptions): GoenClient {
  const client = createFetchClient<paths>({
    baseUrl,
    fetch: withRetries(fetch ?? ((request) => globalThis.fetch(request)), retry),
    headers: apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` },
    bodySerializer: serializeBody,
  });
  client.use(addIdempotencyKey);
  return Object.assign(client, {
    pages: <Path extends PagedPath>(path: Path, ...params: PageArguments<Path>) =>
      iteratePages(client, path, ...params),
    reportRejections: (reports: readonly RejectionReport[]) => reportRejections(client, reports),
  });
}

/** One key per call, so that each of its attempts has the same. A key of the caller stays. */
const addIdempotencyKey: Middleware = {
  onRequest({ request, schemaPath }) {
    const isIdempotent = idempotentOperations.has(`${request.method} ${schemaPath}`);
    if (isIdempotent && !request.headers.has('idempotency-key')) {
      request.headers.set('idempotency-key', crypto.randomUUID());
    }
    return request;
  },
};

/** Texts (NDJSON, CSV), bytes and forms go as they are, everything else as JSON. */
function serializeBody(body: unknown): unknown {
  const isRaw =
    typeof body === 'string' ||
    body instanceof FormData ||
    body instanceof Blob ||
    body instanceof ArrayBuffer ||
    ArrayBuffer.isView(body);
  return isRaw ? body : JSON.stringify(body);
}
