import { Button, Select } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useMay } from '../../api/me.ts';
import { toRows, withoutUndefined } from '../../api/pages.ts';
import { useShortcuts } from '../../shell/keyboard.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { EndlessList } from '../../ui/endless-list.tsx';
import { FilterBar } from '../../ui/filter-bar.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { useRowCursor } from '../../ui/use-row-cursor.ts';
import { PositionRow } from './position-row.tsx';
import classes from './positions.module.css';
import { type PositionsSearch, positionStates, positionsQuery } from './queries.ts';
import { useTexts } from './texts.ts';

const route = getRouteApi('/_company/positions');
const rowHeight = 84;

/** What the company is hiring for. */
export function PositionList() {
  const t = useTexts();
  const { state, q, row } = route.useSearch();
  const navigate = route.useNavigate();
  const query = useInfiniteQuery(positionsQuery({ state, q }));
  const rows = toRows(query.data);
  const change = (next: { [K in keyof PositionsSearch]?: string | undefined }, replace = false) =>
    void navigate({ search: (now) => withoutUndefined({ ...now, ...next }) as PositionsSearch, replace });
  const cursor = useRowCursor({
    rows,
    getKey: ({ id }) => id,
    openKey: row,
    onOpen: (id) => change({ row: id }, true),
  });
  const open = () => {
    const positionId = cursor.keyNow();
    if (positionId !== undefined) void navigate({ to: '/positions/$positionId', params: { positionId } });
  };
  useShortcuts([
    { keys: 'j', text: t('next'), run: () => cursor.step(1) },
    { keys: 'k', text: t('previous'), run: () => cursor.step(-1) },
    { keys: 'Enter', text: t('open'), run: open, isDisabled: row === undefined },
    { keys: '/', text: t('focusSearch'), run: () => document.querySelector<HTMLElement>('[type=search]')?.focus() },
  ]);
  const isFiltered = state !== undefined || q !== undefined;
  return (
    <>
      <FilterBar
        label={t('filters')}
        isFiltered={isFiltered}
        onClear={() => change({ state: undefined, q: undefined, row: undefined })}
      >
        <SearchField
          label={t('search')}
          value={q ?? ''}
          onChange={(next) => change({ q: next === '' ? undefined : next, row: undefined })}
        />
        <Select
          aria-label={t('state')}
          placeholder={t('anyState')}
          clearable
          w={180}
          value={state ?? null}
          onChange={(next) => change({ state: next ?? undefined, row: undefined })}
          data={positionStates.map((value) => ({ value, label: t(`states.${value}`) }))}
        />
      </FilterBar>
      <section className={classes.list} aria-label={t('list')}>
        <EndlessList
          name="positions"
          label={t('list')}
          rows={rows}
          query={query}
          getKey={({ id }) => id}
          selectedKey={row}
          rowHeight={rowHeight}
          renderRow={(position) => <PositionRow position={position} isCurrent={position.id === row} />}
          empty={<NoPositions isFiltered={isFiltered} />}
        />
      </section>
    </>
  );
}

function NoPositions({ isFiltered }: { isFiltered: boolean }) {
  const t = useTexts();
  const mayWrite = useMay('positions:write');
  if (isFiltered) return <EmptyState icon="positions" title={t('emptyFiltered')} />;
  return (
    <EmptyState icon="positions" title={t('empty')}>
      {t('emptyAdvice')}
      {mayWrite && (
        <Button variant="default" renderRoot={(props) => <Link to="/positions/new" {...props} />}>
          {t('new')}
        </Button>
      )}
    </EmptyState>
  );
}
