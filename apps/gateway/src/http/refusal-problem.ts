import { type ProblemCode, problemCodes } from '@goen/contracts/public';
import { HttpProblem } from '@goen/service-kit';

/** A value that a rule refuses, not its shape: a 422 that names the place and the rule. */
export function refusalProblem({
  code,
  pointer,
}: {
  readonly code: ProblemCode;
  readonly pointer: string;
}): HttpProblem {
  return new HttpProblem(code, { errors: [{ pointer, code, detail: problemCodes[code].title }] });
}
