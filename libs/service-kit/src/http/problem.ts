import { type FieldError, type Problem, type ProblemCode, problemCodes } from '@goen/contracts/public';

export type ProblemExtra = {
  readonly detail?: string;
  readonly errors?: readonly FieldError[];
  readonly headers?: Readonly<Record<string, string>>;
};

/** Thrown by the guard, handlers and verbs for a response that is a problem; `app.onError` sends it. */
export class HttpProblem extends Error {
  override name = 'HttpProblem';
  readonly code: ProblemCode;
  readonly extra: ProblemExtra;

  constructor(code: ProblemCode, extra: ProblemExtra = {}) {
    super(code);
    this.code = code;
    this.extra = extra;
  }
}

/** The problem document (RFC 9457) of a code. `type` links to the code in docs/problems.md; `instance` is the request's id. */
export function toProblem(code: ProblemCode, extra: ProblemExtra = {}, instance?: string): Problem {
  const { status, title } = problemCodes[code];
  return {
    type: `https://goen.example/problems#${code}`,
    title,
    status,
    code,
    ...(extra.detail === undefined ? {} : { detail: extra.detail }),
    ...(instance === undefined ? {} : { instance }),
    ...(extra.errors === undefined ? {} : { errors: [...extra.errors] }),
  };
}

export function problemResponse(code: ProblemCode, extra: ProblemExtra = {}, instance?: string): Response {
  const body = toProblem(code, extra, instance);
  return new Response(JSON.stringify(body), {
    status: body.status,
    headers: { 'content-type': 'application/problem+json', ...extra.headers },
  });
}
