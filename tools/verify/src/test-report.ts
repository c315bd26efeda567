import { z } from 'zod';

const reportedFile = z.object({
  name: z.string(),
  status: z.string(),
  message: z.string().optional(),
  assertionResults: z.array(
    z.object({ fullName: z.string(), status: z.string(), failureMessages: z.array(z.string()).nullish() }),
  ),
});
export type TestFile = z.infer<typeof reportedFile>;

/** What vitest's JSON reporter wrote, by file. */
export const parseReport = (json: string): readonly TestFile[] =>
  z.object({ testResults: z.array(reportedFile) }).parse(JSON.parse(json)).testResults;

export const didRun = ({ status }: { readonly status: string }): boolean => status === 'passed' || status === 'failed';

/** One line per failed test; for a file that could not be loaded, or whose hooks failed, at least one. */
export function describeFailures({ status, message, assertionResults }: TestFile, path: string): string[] {
  const tests = assertionResults
    .filter((test) => test.status === 'failed')
    .map(({ fullName, failureMessages }) => `${path}: ${fullName}: ${firstLine(failureMessages?.[0])}`);
  return status === 'failed' && tests.length === 0 ? [`${path}: ${firstLine(message)}`] : tests;
}

const firstLine = (text: string | undefined): string => text?.split('\n')[0] || 'failed';
