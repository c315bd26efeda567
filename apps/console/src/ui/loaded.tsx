import { Skeleton, Stack, VisuallyHidden } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useShellTexts } from '../shell/texts.ts';
import { ProblemAlert } from './problem-alert.tsx';

type LoadedProps<T> = {
  query: Pick<UseQueryResult<T>, 'data' | 'error' | 'refetch'>;
  /** Lines of the placeholder. */
  lines?: number;
  children: (data: T) => ReactNode;
};

/** What a query read; until then a placeholder, or why it could not be read. */
export function Loaded<T>({ query: { data, error, refetch }, lines = 4, children }: LoadedProps<T>) {
  if (data !== undefined) return children(data);
  if (error !== null) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  return <Placeholder lines={lines} />;
}

export function Placeholder({ lines }: { lines: number }) {
  const t = useShellTexts();
  return (
    <Stack gap="sm" p="md" role="status">
      <VisuallyHidden>{t('loading')}</VisuallyHidden>
      {Array.from({ length: lines }, (_, n) => (
        <Skeleton key={n} height={16} width={`${90 - ((n * 17) % 40)}%`} />
      ))}
    </Stack>
  );
}
