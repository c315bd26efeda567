import { Button, Group, Text } from '@mantine/core';
import type { UseInfiniteQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Placeholder } from '../../ui/loaded.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import classes from './connections.module.css';
import { useTexts } from './texts.ts';

type LogProps<Row> = {
  query: Pick<
    UseInfiniteQueryResult,
    'error' | 'isPending' | 'refetch' | 'hasNextPage' | 'isFetchingNextPage' | 'fetchNextPage'
  >;
  rows: readonly Row[];
  empty: string;
  renderRow: (row: Row) => ReactNode;
};

/** What happened, the newest first; further pages on demand. */
export function Log<Row extends { readonly id: string }>({ query, rows, empty, renderRow }: LogProps<Row>) {
  const t = useTexts();
  if (query.error !== null && rows.length === 0)
    return <ProblemAlert error={query.error} onRetry={() => void query.refetch()} />;
  if (query.isPending) return <Placeholder lines={4} />;
  if (rows.length === 0) return <Text size="sm">{empty}</Text>;
  return (
    <>
      <ul className={classes.log}>
        {rows.map((row) => (
          <li key={row.id} className={classes.entry}>
            {renderRow(row)}
          </li>
        ))}
      </ul>
      {query.hasNextPage && (
        <Group>
          <Button
            size="xs"
            variant="default"
            loading={query.isFetchingNextPage}
            onClick={() => void query.fetchNextPage()}
          >
            {t('more')}
          </Button>
        </Group>
      )}
    </>
  );
}
