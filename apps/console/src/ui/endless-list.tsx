import { Loader, Text, VisuallyHidden } from '@mantine/core';
import type { UseInfiniteQueryResult } from '@tanstack/react-query';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useEffect, useRef } from 'react';
import { useShellTexts } from '../shell/texts.ts';
import classes from './endless-list.module.css';
import { Placeholder } from './loaded.tsx';
import { ProblemAlert } from './problem-alert.tsx';
import { useListPlace } from './use-list-place.ts';

type EndlessListProps<Row> = {
  /** Tells lists apart whose places are remembered. */
  name: string;
  label: string;
  rows: readonly Row[];
  query: Pick<
    UseInfiniteQueryResult,
    'hasNextPage' | 'isFetchingNextPage' | 'fetchNextPage' | 'isPending' | 'error' | 'refetch' | 'isFetchNextPageError'
  >;
  getKey: (row: Row) => string;
  /** Which row is scrolled into view when it changes. */
  selectedKey?: string | undefined;
  /** The height of a row in px before it is measured. */
  rowHeight: number;
  renderRow: (row: Row, index: number) => ReactNode;
  /** Instead of a list without rows. */
  empty: ReactNode;
};

/** Rows that are drawn as they are scrolled into view, and read from the API page by page: 10,000 are no burden. */
export function EndlessList<Row>(props: EndlessListProps<Row>) {
  const { name, label, rows, query, getKey, selectedKey, rowHeight, renderRow, empty } = props;
  const t = useShellTexts();
  const frame = useRef<HTMLDivElement>(null);
  const { place, save } = useListPlace(name);
  const { hasNextPage, isFetchingNextPage, fetchNextPage, isFetchNextPageError } = query;
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => frame.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => getKey(rows[index] as Row),
    overscan: 8,
    initialOffset: place.offset,
  });
  const items = virtualizer.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  const isNearEnd = rows.length - last < 20 || rows.length < place.rows;
  useEffect(() => {
    if (isNearEnd && hasNextPage && !isFetchingNextPage && !isFetchNextPageError) void fetchNextPage();
  }, [isNearEnd, hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage]);

  const isRestored = useRef(place.offset === 0);
  useEffect(() => {
    if (isRestored.current || rows.length < Math.min(place.rows, 1)) return;
    if (rows.length >= place.rows || !hasNextPage) {
      virtualizer.scrollToOffset(place.offset);
      isRestored.current = true;
    }
  }, [rows.length, hasNextPage, place, virtualizer]);

  const selectedIndex = selectedKey === undefined ? -1 : rows.findIndex((row) => getKey(row) === selectedKey);
  useEffect(() => {
    if (selectedIndex >= 0 && isRestored.current) virtualizer.scrollToIndex(selectedIndex, { align: 'auto' });
  }, [selectedIndex, virtualizer]);

  if (query.error !== null && rows.length === 0)
    return <ProblemAlert error={query.error} onRetry={() => void query.refetch()} />;
  if (query.isPending) return <Placeholder lines={8} />;
  if (rows.length === 0) return empty;
  return (
    <div
      ref={frame}
      className={classes.frame}
      tabIndex={-1}
      onScroll={({ currentTarget }) => {
        if (isRestored.current) save({ offset: currentTarget.scrollTop, rows: rows.length });
      }}
    >
      <ul aria-label={label} className={classes.rows} style={{ height: virtualizer.getTotalSize() }}>
        {items.map(({ key, index, start }) => (
          <li
            key={key}
            ref={virtualizer.measureElement}
            data-index={index}
            aria-setsize={hasNextPage ? -1 : rows.length}
            aria-posinset={index + 1}
            className={classes.row}
            style={{ transform: `translateY(${start}px)` }}
          >
            {renderRow(rows[index] as Row, index)}
          </li>
        ))}
      </ul>
      <div className={classes.end} role="status">
        {isFetchingNextPage && (
          <>
            <Loader size="xs" />
            <VisuallyHidden>{t('loadingMore')}</VisuallyHidden>
          </>
        )}
        {isFetchNextPageError && <ProblemAlert error={query.error} onRetry={() => void fetchNextPage()} />}
        {!hasNextPage && (
          <Text size="xs" c="dimmed">
            {t('listEnd', { count: rows.length })}
          </Text>
        )}
      </div>
    </div>
  );
}
