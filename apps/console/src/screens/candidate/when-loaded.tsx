import type { ReactNode } from 'react';
import { Placeholder } from '../../ui/loaded.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import type { LoadedCases } from './use-cases.ts';

/** What needs the cases: a placeholder until they are there, or why they are not. */
export function WhenLoaded({ cases, children }: { cases: LoadedCases; children: () => ReactNode }) {
  if (cases.error !== null) return <ProblemAlert error={cases.error} onRetry={cases.retry} />;
  if (cases.isPending) return <Placeholder lines={3} />;
  return children();
}
