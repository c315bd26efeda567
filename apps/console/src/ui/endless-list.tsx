import { Loader, Text, VisuallyHidden } from '@mantine/core';
import type { UseInfiniteQueryResult } from '@tanstack/react-query';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useEffect, useEffectEvent, useRef, useState } from 'react';
import { useShellTexts } from '../shell/texts.ts';
import classes from './endless-list.module.css';
import { Placeholder } from './loaded.tsx';
import { ProblemAlert } from './problem-alert.tsx';
import { useReturnToPlace } from './use-return-to-place.ts';

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
  const { rows, query, empty } = props;
  if (query.error !== null && rows.length === 0)
    return <ProblemAlert error={query.error} onRetry={() => void query.refetch()} />;
  if (query.isPending) return <Placeholder lines={8} />;
  if (rows.length === 0) return empty;
  return <Rows {...props} />;
}

function Rows<Row>({ name, label, rows, query, getKey, selectedKey, rowHeight, renderRow }: EndlessListProps<Row>) {
  const t = useShellTexts();
  const frame = useRef<HTMLDivElement>(null);
  const [drawnAt] = useState(() => Date.now());
  const { hasNextPage, isFetchingNextPage, fetchNextPage, isFetchNextPageError } = query;
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => frame.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => getKey(rows[index] as Row),
    overscan: 8,
    // Rows that appear above leave what is read where it is; at the top they are shown.
    anchorTo: (frame.current?.scrollTop ?? 0) > 0 ? 'end' : 'start',
  });
  const { entry, savePlace, isReturning, isReading, letGo } = useReturnToPlace({
    name,
    rows,
    getKey,
    hasMore: hasNextPage,
    virtualizer,
  });
  const items = virtualizer.getVirtualItems();
  const isNearEnd = rows.length - (items.at(-1)?.index ?? 0) < 20;
  const readOn = useEffectEvent(() => {
    if ((isNearEnd || isReading()) && hasNextPage && !isFetchingNextPage && !isFetchNextPageError) void fetchNextPage();
  });
  useEffect(() => readOn(), [isNearEnd, rows.length, entry, hasNextPage, isFetchingNextPage, isFetchNextPageError]);

  const shownKey = useRef<string>(undefined);
  const selectedIndex = selectedKey === undefined ? -1 : rows.findIndex((row) => getKey(row) === selectedKey);
  useEffect(() => {
    if (selectedIndex < 0 || shownKey.current === selectedKey) return;
    shownKey.current = selectedKey;
    if (!isReturning()) virtualizer.scrollToIndex(selectedIndex, { align: 'auto' });
  });

  return (
    <div
      ref={frame}
      // The router, too, returns to a distance. With another name each time it does not find this list again.
      data-scroll-restoration-id={`${name}-${entry}-${drawnAt}`}
      className={classes.frame}
      tabIndex={-1}
      onScroll={({ currentTarget }) => savePlace(currentTarget.scrollTop)}
      onWheel={letGo}
      onTouchMove={letGo}
      onPointerDown={letGo}
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
