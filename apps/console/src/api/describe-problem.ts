import { ApiError, type Problem, type ProblemCode } from '@goen/client';
import { readLanguage } from '../i18n/language.ts';
import { englishProblems } from './problems.en.ts';
import { japaneseFieldErrors, japaneseProblems, type ProblemText } from './problems.ja.ts';

export type DescribedProblem = {
  /** The code of the API's problem, `unreachable`, or `unknown`. */
  readonly id: ProblemCode | 'unreachable' | 'unknown';
  readonly title: string;
  readonly advice: string;
  /** What the API calls this request; for the operator. */
  readonly request: string | null;
};

const readProblem = (error: unknown): Problem | null =>
  error instanceof ApiError ? (error as ApiError).problem : null;

/** A failure in words: what happened and what to do, in the language of the moment. */
export function describeProblem(error: unknown): DescribedProblem {
  const problem = readProblem(error);
  const id = problem?.code ?? (error instanceof TypeError ? 'unreachable' : 'unknown');
  const { title, advice } = describeProblemCode(id, problem ?? { title: String(error) });
  return { id, title, advice, request: problem?.instance ?? null };
}

/** The same for a problem that stands in an answer. What has no words here is said in the API's. */
export function describeProblemCode(
  id: DescribedProblem['id'],
  problem: { readonly title?: string; readonly detail?: string | undefined } = {},
): ProblemText {
  const known: ProblemText | undefined = readLanguage() === 'ja' ? japaneseProblems[id] : englishProblems[id];
  return known ?? { title: problem.title ?? id, advice: problem.detail ?? '' };
}

/**
 * What is wrong with the fields of a form, by JSON Pointer (`/name`); empty for any other failure.
 * @public
 */
export function describeFieldErrors(error: unknown): Record<string, string> {
  const errors = readProblem(error)?.errors ?? [];
  const isJapanese = readLanguage() === 'ja';
  return Object.fromEntries(
    errors.map(({ pointer, code, detail }) => [pointer, (isJapanese && japaneseFieldErrors[code]) || detail]),
  );
}
