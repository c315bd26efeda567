export type Finding = {
  /** The part that was looked at, such as `database cases`. */
  readonly check: string;
  readonly state: 'ok' | 'warning' | 'fault';
  /** What is the case. */
  readonly text: string;
  /** What to do about it; of warnings and faults. */
  readonly todo?: string;
};

export const ok = (check: string, text: string): Finding => ({ check, state: 'ok', text });
export const warn = (check: string, text: string, todo: string): Finding => ({ check, state: 'warning', text, todo });
export const fault = (check: string, text: string, todo: string): Finding => ({ check, state: 'fault', text, todo });

/** What looks at a part. What it throws becomes a fault with `todo`. */
export type Check = {
  readonly name: string;
  readonly todo: string;
  readonly run: () => Promise<readonly Finding[]> | readonly Finding[];
};

const timeoutMs = 20_000;

/** Runs all checks at once; one that does not answer is a fault as well. */
export async function runChecks(checks: readonly Check[]): Promise<Finding[]> {
  const results = checks.map(async ({ name, todo, run }) => {
    const { promise: tooLate, reject } = Promise.withResolvers<never>();
    const timer = setTimeout(() => reject(new Error(`no answer within ${timeoutMs / 1_000} s`)), timeoutMs);
    try {
      return await Promise.race([run(), tooLate]);
    } catch (error) {
      return [fault(name, explain(error), todo)];
    } finally {
      clearTimeout(timer);
    }
  });
  return (await Promise.all(results)).flat();
}

/** The innermost words: those of fetch and gRPC say only that it failed. */
function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.cause instanceof Error) return explain(error.cause);
  // Several addresses of one host were tried.
  if (error instanceof AggregateError && error.errors.length > 0) return explain(error.errors[0]);
  return error.message;
}
