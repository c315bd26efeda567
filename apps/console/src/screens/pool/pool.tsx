import { Button, Drawer, Group, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { toRows } from '../../api/pages.ts';
import { Icon } from '../../shell/icons.tsx';
import { useShortcuts } from '../../shell/keyboard.ts';
import { useShellTexts } from '../../shell/texts.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { EndlessList } from '../../ui/endless-list.tsx';
import { Screen } from '../../ui/screen.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { useRowCursor } from '../../ui/use-row-cursor.ts';
import { ActiveFilters, countFilters } from './active-filters.tsx';
import { CandidateRow } from './candidate-row.tsx';
import { FilterFields } from './filter-fields.tsx';
import classes from './pool.module.css';
import { isSearchable, poolQuery, toExportAddress } from './queries.ts';
import { useTexts } from './texts.ts';
import { type FilterState, useFilters } from './use-filters.ts';
import { IgnoredFilters, Views } from './views.tsx';

const rowHeight = 70;

/** Former candidates, found by whatever one knows about them. */
export function Pool() {
  const t = useTexts();
  const state = useFilters();
  const { filters, row } = state;
  const navigate = useNavigate();
  const query = useInfiniteQuery(poolQuery(filters));
  const rows = toRows(query.data);
  const cursor = useRowCursor({ rows, getKey: ({ id }) => id, openKey: row, onOpen: state.openRow });
  const open = () => {
    const candidateId = cursor.keyNow();
    if (candidateId !== undefined) void navigate({ to: '/candidates/$candidateId', params: { candidateId } });
  };
  useShortcuts([
    { keys: 'j', text: t('next'), run: () => cursor.step(1) },
    { keys: 'k', text: t('previous'), run: () => cursor.step(-1) },
    { keys: 'Enter', text: t('open'), run: open, isDisabled: row === undefined },
    { keys: '/', text: t('focusSearch'), run: () => document.querySelector<HTMLElement>('[type=search]')?.focus() },
  ]);
  return (
    <Screen
      title={t('title')}
      isFull
      actions={
        <>
          <Views state={state} />
          <Button variant="default" component="a" href={toExportAddress(filters)} download title={t('csvAdvice')}>
            {t('csv')}
          </Button>
        </>
      }
      top={<Top state={state} />}
    >
      <div className={classes.panes}>
        <search className={classes.filters} aria-label={t('filters')}>
          <FilterFields state={state} />
        </search>
        <section className={classes.list} aria-label={t('list')}>
          <EndlessList
            name="pool"
            label={t('list')}
            rows={rows}
            query={query}
            getKey={({ id }) => id}
            selectedKey={row}
            rowHeight={rowHeight}
            renderRow={(person) => <CandidateRow person={person} isCurrent={person.id === row} />}
            empty={<Nobody isFiltered={Object.keys(filters).length > 0} />}
          />
        </section>
      </div>
    </Screen>
  );
}

function Top({ state }: { state: FilterState }) {
  const t = useTexts();
  const shell = useShellTexts();
  const [isOpen, setOpen] = useState(false);
  const { q, job } = state.filters;
  const isTooShort = [q, job].some((text) => text !== undefined && !isSearchable(text));
  const count = countFilters(state);
  return (
    <>
      <Group gap="xs">
        <SearchField label={t('search')} width={330} value={q ?? ''} onChange={(next) => state.change({ q: next })} />
        <Button
          variant="default"
          hiddenFrom="md"
          leftSection={<Icon name="settings" size={18} />}
          onClick={() => setOpen(true)}
        >
          {count === 0 ? t('filters') : t('filtersCount', { count })}
        </Button>
        {isTooShort && (
          <Text size="sm" c="dimmed" role="status">
            {t('tooShort')}
          </Text>
        )}
      </Group>
      <ActiveFilters state={state} />
      <IgnoredFilters state={state} />
      <Drawer
        opened={isOpen}
        onClose={() => setOpen(false)}
        title={t('filters')}
        closeButtonProps={{ 'aria-label': shell('close') }}
        transitionProps={{ duration: 0 }}
      >
        <FilterFields state={state} />
        <Button fullWidth mt="md" onClick={() => setOpen(false)}>
          {t('closeFilters')}
        </Button>
      </Drawer>
    </>
  );
}

function Nobody({ isFiltered }: { isFiltered: boolean }) {
  const t = useTexts();
  return (
    <EmptyState icon="pool" title={t(isFiltered ? 'emptyFiltered' : 'empty')}>
      <Text size="sm" c="dimmed">
        {t(isFiltered ? 'emptyFilteredAdvice' : 'emptyAdvice')}
      </Text>
    </EmptyState>
  );
}
