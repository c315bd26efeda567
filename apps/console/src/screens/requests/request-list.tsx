import { Select } from '@mantine/core';
import type { UseInfiniteQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useShortcuts } from '../../shell/keyboard.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { EndlessList } from '../../ui/endless-list.tsx';
import { FilterBar } from '../../ui/filter-bar.tsx';
import { ListDetail } from '../../ui/list-detail.tsx';
import { PartLinks } from '../../ui/part-links.tsx';
import { Screen } from '../../ui/screen.tsx';
import { useRowCursor } from '../../ui/use-row-cursor.ts';
import { useTexts } from './texts.ts';

type Query = Pick<
  UseInfiniteQueryResult,
  'hasNextPage' | 'isFetchingNextPage' | 'fetchNextPage' | 'isPending' | 'error' | 'refetch' | 'isFetchNextPageError'
>;
type RequestListProps<Row, State extends string> = {
  part: 'feedback' | 'corrections';
  rows: readonly Row[];
  query: Query;
  states: readonly { readonly value: State; readonly label: string }[];
  state: State;
  onState: (state: State) => void;
  openId: string | undefined;
  onOpen: (id: string | undefined) => void;
  renderRow: (row: Row, isOpen: boolean) => ReactNode;
  /** The row that is open; `next` opens the one after it. */
  renderDetail: (row: Row, go: { readonly back: () => void; readonly next: () => void }) => ReactNode;
};

const rowHeight = 92;

/** What candidates asked for on their page: a list by state, and beside it the request that is open. */
export function RequestList<Row extends { readonly id: string }, State extends string>(
  props: RequestListProps<Row, State>,
) {
  const { part, rows, query, states, state, onState, openId, onOpen, renderRow, renderDetail } = props;
  const t = useTexts();
  const cursor = useRowCursor({ rows, getKey: ({ id }) => id, openKey: openId, onOpen });
  useShortcuts([
    { keys: 'j', text: t('nextRow'), run: () => cursor.step(1) },
    { keys: 'k', text: t('previousRow'), run: () => cursor.step(-1) },
  ]);
  const open = rows.find(({ id }) => id === openId);
  const isFirstState = state === states[0]?.value;
  return (
    <Screen
      title={t('title')}
      top={
        <>
          <PartLinks
            label={t('parts')}
            parts={[
              { path: '/requests', text: t('part.feedback') },
              { path: '/requests/corrections', text: t('part.corrections') },
            ]}
          />
          <FilterBar label={t('filters')} isFiltered={false} onClear={() => {}}>
            <Select
              aria-label={t('state')}
              w={220}
              value={state}
              onChange={(value) => value !== null && onState(value)}
              data={states}
              allowDeselect={false}
            />
          </FilterBar>
        </>
      }
      isFull
      isRowOpen={open !== undefined}
    >
      <ListDetail
        isOpen={open !== undefined}
        listLabel={t(`part.${part}`)}
        list={
          <EndlessList
            name={`requests-${part}`}
            label={t(`part.${part}`)}
            rows={rows}
            query={query}
            getKey={({ id }) => id}
            selectedKey={openId}
            rowHeight={rowHeight}
            renderRow={(row) => renderRow(row, row.id === openId)}
            empty={
              <EmptyState icon="check" title={t(isFirstState ? `empty.${part}` : 'emptyState')}>
                {isFirstState && t(`emptyAdvice.${part}`)}
              </EmptyState>
            }
          />
        }
        detailLabel={t('request')}
        detail={
          open === undefined ? (
            <EmptyState icon="pen" title={t('choose')} />
          ) : (
            renderDetail(open, { back: () => cursor.open(undefined), next: cursor.openNeighbour })
          )
        }
      />
    </Screen>
  );
}
