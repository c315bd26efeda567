import { type ProblemCode, problem, problemCodes } from '@goen/contracts/public';
import { toProblem } from './problem.ts';

const retryAfter = { description: 'Seconds to wait.', required: true, schema: { type: 'integer' } };

type ProblemResponses = Record<number, { description: string; headers?: object; content: object }>;

/** The responses of an operation for its problem codes: one per status, with an example per code. */
export function problemResponses(codes: readonly ProblemCode[]): ProblemResponses {
  const byStatus = new Map<number, ProblemCode[]>();
  for (const code of [...new Set(codes)].sort()) {
    const { status } = problemCodes[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return Object.fromEntries(
    [...byStatus].map(([status, same]) => [
      status,
      {
        description: same.map((code) => `\`${code}\`: ${problemCodes[code].title}`).join(' '),
        ...(status === 429 && { headers: { 'Retry-After': retryAfter } }),
        content: {
          'application/problem+json': {
            schema: problem,
            examples: Object.fromEntries(same.map((code) => [code, { value: exampleOf(code) }])),
          },
        },
      },
    ]),
  );
}

function exampleOf(code: ProblemCode) {
  const detail = 'Unknown field; did you mean "can_email"?';
  const errors = [{ pointer: '/candidate/can_emial', code: 'unknown_field', detail }];
  return toProblem(code, code === 'invalid_request' ? { errors } : {}, '018f7d4e-3c2a-7c1e-9b1a-2f6f5f1d9c3b');
}
