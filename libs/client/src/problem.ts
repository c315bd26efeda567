import type { Problem } from './api.gen.ts';

export type ProblemCode = Problem['code'];

/** Any problem of the API, told apart by its `code`. The problems of one operation are in the type of its response. */
export type ApiProblem = { [Code in ProblemCode]: Problem & { readonly code: Code } }[ProblemCode];

/**
 * Thrown by `unwrap` and by the iterators for a response that is a problem. `status` is that of the response, and
 * `problem` is null when the response was none of ours, such as that of a proxy.
 */
export class ApiError<P extends Problem = ApiProblem> extends Error {
  override name = 'ApiError';
  readonly status: number;
  readonly problem: P | null;

  constructor(response: Response, body: unknown) {
    const problem = isProblem(body) ? (body as P) : null;
    super(describe(response, problem));
    this.status = response.status;
    this.problem = problem;
  }

  get code(): P['code'] | null {
    return this.problem?.code ?? null;
  }

  /** Whether the API answered with this code. */
  has<Code extends ProblemCode>(code: Code): this is ApiError<Problem & { readonly code: Code }> {
    return this.problem?.code === code;
  }
}

function describe({ status, statusText }: Response, problem: Problem | null): string {
  if (problem === null) return `${status} ${statusText}`.trim();
  const errors = (problem.errors ?? []).map(({ pointer, detail }) => `${pointer}: ${detail}`);
  const request = problem.instance === undefined ? '' : ` (request ${problem.instance})`;
  return [`${problem.code}: ${problem.detail ?? problem.title}`, ...errors].join(' ') + request;
}

const isProblem = (body: unknown): body is Problem =>
  typeof body === 'object' && body !== null && 'code' in body && 'title' in body && 'status' in body;

type Result<Data> =
  | { readonly data: Data; readonly error?: never; readonly response: Response }
  | { readonly data?: never; readonly error: unknown; readonly response: Response };

/** The data of a call, or an `ApiError`: `const accepted = await unwrap(goen.POST('/v1/rejections', { body }))`. */
export async function unwrap<Data>(call: Promise<Result<Data>>): Promise<Data> {
  const { data, error, response } = await call;
  if (!response.ok) throw new ApiError(response, error);
  return data as Data;
}
