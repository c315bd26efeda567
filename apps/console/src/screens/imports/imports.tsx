import { Select } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { toRows, withoutUndefined } from '../../api/pages.ts';
import { useShortcuts } from '../../shell/keyboard.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { EndlessList } from '../../ui/endless-list.tsx';
import { FilterBar } from '../../ui/filter-bar.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { Screen } from '../../ui/screen.tsx';
import { useRowCursor } from '../../ui/use-row-cursor.ts';
import { DropArea } from './drop-area.tsx';
import { ImportLine } from './import-line.tsx';
import classes from './imports.module.css';
import { type ImportsSearch, importsQuery, sourcesQuery, stateFilters } from './queries.ts';
import { useTexts } from './texts.ts';

const route = getRouteApi('/_company/imports');
const rowHeight = 76;

/** Where a file is dropped, and what became of earlier ones. */
export function Imports() {
  const t = useTexts();
  const filters = route.useSearch();
  const navigate = route.useNavigate();
  const query = useInfiniteQuery(importsQuery(filters));
  const sources = useQuery(sourcesQuery);
  const rows = toRows(query.data);
  const [currentId, setCurrentId] = useState<string>();
  const cursor = useRowCursor({ rows, getKey: ({ id }) => id, openKey: currentId, onOpen: setCurrentId });
  const open = (id: string) => void navigate({ to: '/imports/$importId', params: { importId: id } });
  useShortcuts([
    { keys: 'j', text: t('next'), run: () => cursor.step(1) },
    { keys: 'k', text: t('previous'), run: () => cursor.step(-1) },
    { keys: 'Enter', text: t('open'), run: () => currentId && open(currentId), isDisabled: currentId === undefined },
  ]);
  const filter = (change: { [K in keyof ImportsSearch]: string | null }) =>
    void navigate({
      search: (now) =>
        withoutUndefined({
          ...now,
          ...Object.fromEntries(Object.entries(change).map(([key, value]) => [key, value ?? undefined])),
        }) as ImportsSearch,
    });
  const isFiltered = Object.keys(filters).length > 0;
  return (
    <Screen
      title={t('title')}
      about={t('about')}
      top={
        <>
          <Loaded query={sources} lines={2}>
            {(items) => <DropArea sources={items} />}
          </Loaded>
          <FilterBar label={t('filters')} isFiltered={isFiltered} onClear={() => filter({ source: null, state: null })}>
            <Select
              aria-label={t('state')}
              placeholder={t('anyState')}
              clearable
              w={200}
              value={filters.state ?? null}
              onChange={(state) => filter({ state })}
              data={stateFilters.map((value) => ({ value, label: t(`stateFilters.${value}`) }))}
            />
            <Select
              aria-label={t('bySource')}
              placeholder={t('anySource')}
              clearable
              w={220}
              value={filters.source ?? null}
              onChange={(source) => filter({ source })}
              data={(sources.data ?? []).map(({ connection_id: value, name }) => ({ value, label: name }))}
            />
          </FilterBar>
        </>
      }
      isFull
    >
      <div className={classes.list}>
        <EndlessList
          name="imports"
          label={t('list')}
          rows={rows}
          query={query}
          getKey={({ id }) => id}
          selectedKey={currentId}
          rowHeight={rowHeight}
          renderRow={(row) => (
            <ImportLine
              file={row}
              source={sources.data?.find(({ connection_id: id }) => id === row.connection_id)?.name}
              isCurrent={row.id === currentId}
            />
          )}
          empty={
            isFiltered ? (
              <EmptyState icon="imports" title={t('emptyFiltered')} />
            ) : (
              <EmptyState icon="imports" title={t('empty')}>
                {t('emptyAdvice')}
              </EmptyState>
            )
          }
        />
      </div>
    </Screen>
  );
}
