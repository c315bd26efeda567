import type { FormerCandidate, Position } from '@goen/client';
import { Box, Button, Checkbox, Drawer, Group, Select, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useMay } from '../../api/me.ts';
import { toRows } from '../../api/pages.ts';
import { Icon } from '../../shell/icons.tsx';
import { useShortcuts } from '../../shell/keyboard.ts';
import { useShellTexts } from '../../shell/texts.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { EndlessList } from '../../ui/endless-list.tsx';
import { useRowCursor } from '../../ui/use-row-cursor.ts';
import { CandidateFields, countFilters, type FilterChange, isNoFilter } from './candidate-filters.tsx';
import { ComposeDialog } from './compose-dialog.tsx';
import { FormerCandidateRow } from './former-candidate-row.tsx';
import classes from './positions.module.css';
import { formerCandidatesQuery, type PositionSearch, sorts } from './queries.ts';
import { useTexts } from './texts.ts';

const route = getRouteApi('/_company/positions_/$positionId');
const rowHeight = 92;
/** As many as one request may have. */
const maxInvited = 200;
const nobody: ReadonlyMap<string, FormerCandidate> = new Map();

/** The company's former candidates beside the opening: what they meet and do not meet, and who may be written to. */
export function FormerCandidates({ position }: { position: Position }) {
  const t = useTexts();
  const { tab: _tab, row, show: _show, invitation: _invitation, ...filters } = route.useSearch();
  const navigateHere = route.useNavigate();
  const navigate = useNavigate();
  const mayInvite = useMay('positions:write') && position.state === 'open';
  const query = useInfiniteQuery(formerCandidatesQuery(position.id, filters));
  const rows = toRows(query.data);
  // People stay selected when the filters change.
  const [chosen, setChosen] = useState(nobody);
  const [isComposing, setComposing] = useState(false);
  const change = (next: FilterChange, replace = false) =>
    void navigateHere({
      search: (now) =>
        Object.fromEntries(
          Object.entries({ ...now, row: undefined, ...next }).filter(([, value]) => !isNoFilter(value)),
        ) as PositionSearch,
      replace,
    });
  const cursor = useRowCursor({
    rows,
    getKey: ({ id }) => id,
    openKey: row,
    onOpen: (id) => change({ row: id ?? null }, true),
  });
  const toggle = (id: string | undefined) => {
    const person = rows.find((other) => other.id === id);
    if (!mayInvite || !person?.may_be_invited) return;
    const next = new Map(chosen);
    if (!next.delete(person.id)) next.set(person.id, person);
    setChosen(next);
  };
  const invitable = rows.filter((person) => person.may_be_invited);
  const areAll = invitable.length > 0 && invitable.every(({ id }) => chosen.has(id));
  const toggleAll = () =>
    setChosen(areAll ? nobody : new Map([...chosen, ...invitable.map((person) => [person.id, person] as const)]));
  const open = () => {
    const candidateId = cursor.keyNow();
    if (candidateId !== undefined) void navigate({ to: '/candidates/$candidateId', params: { candidateId } });
  };
  const canWrite = chosen.size > 0 && chosen.size <= maxInvited;
  useShortcuts([
    { keys: 'j', text: t('next'), run: () => cursor.step(1) },
    { keys: 'k', text: t('previous'), run: () => cursor.step(-1) },
    { keys: 'x', text: t('toggle'), run: () => toggle(cursor.keyNow()), isDisabled: !mayInvite },
    { keys: 'Enter', text: t('open'), run: open, isDisabled: row === undefined },
    { keys: 'w', text: t('write'), run: () => setComposing(true), isDisabled: !mayInvite || !canWrite },
  ]);
  return (
    <>
      <PhoneFilters position={position} filters={filters} onChange={change} />
      <div className={classes.panes}>
        <search className={classes.filters} aria-label={t('candidateFilters')}>
          <CandidateFields position={position} filters={filters} onChange={change} />
        </search>
        <section className={classes.list} aria-label={t('candidates')}>
          <div className={classes.listHead}>
            {mayInvite && (
              <Checkbox
                aria-label={t('selectAll')}
                checked={areAll}
                indeterminate={chosen.size > 0 && !areAll}
                disabled={invitable.length === 0}
                onChange={toggleAll}
              />
            )}
            {chosen.size > 0 ? (
              <Group gap="xs" flex={1}>
                <Text size="sm" fw={600} role="status">
                  {t('selected', { count: chosen.size })}
                </Text>
                <Button
                  size="compact-sm"
                  leftSection={<Icon name="pen" size={16} />}
                  onClick={() => setComposing(true)}
                  disabled={!canWrite}
                >
                  {t('write')}
                </Button>
                {chosen.size > maxInvited && (
                  <Text size="sm" c="dimmed">
                    {t('tooMany')}
                  </Text>
                )}
              </Group>
            ) : (
              <Box flex={1}>
                <Text size="xs" c="dimmed" visibleFrom="sm">
                  {t('noRank')}
                </Text>
              </Box>
            )}
            <SortSelect position={position} sort={filters.sort} onChange={(sort) => change({ sort })} />
          </div>
          <EndlessList
            name={`former-${position.id}`}
            label={t('candidates')}
            rows={rows}
            query={query}
            getKey={({ id }) => id}
            selectedKey={row}
            rowHeight={rowHeight}
            renderRow={(person) => (
              <FormerCandidateRow
                person={person}
                isCurrent={person.id === row}
                isChosen={chosen.has(person.id)}
                onChoose={mayInvite ? () => toggle(person.id) : null}
              />
            )}
            empty={<Nobody isFiltered={countFilters(filters) > 0} />}
          />
        </section>
      </div>
      {isComposing && (
        <ComposeDialog
          position={position}
          people={[...chosen.values()]}
          onClose={() => setComposing(false)}
          onInvited={() => setChosen(nobody)}
        />
      )}
    </>
  );
}

type SortProps = { position: Position; sort: string | undefined; onChange: (sort: string | null) => void };

function SortSelect({ position, sort = 'last_rejected_at', onChange }: SortProps) {
  const t = useTexts();
  const tags = [...position.required, ...position.desired];
  return (
    <Select
      aria-label={t('sort')}
      size="xs"
      w={210}
      allowDeselect={false}
      value={sort}
      onChange={(value) => onChange(value === 'last_rejected_at' ? null : value)}
      data={[
        ...sorts.map((value) => ({ value, label: t(`sorts.${value}`) })),
        ...tags.map(({ id, value }) => ({ value: id, label: t('sorts.tag', { tag: value }) })),
      ]}
    />
  );
}

type PhoneFiltersProps = Parameters<typeof CandidateFields>[0];

function PhoneFilters(props: PhoneFiltersProps) {
  const t = useTexts();
  const shell = useShellTexts();
  const [isOpen, setOpen] = useState(false);
  const count = countFilters(props.filters);
  return (
    <>
      <Group hiddenFrom="md">
        <Button variant="default" leftSection={<Icon name="settings" size={18} />} onClick={() => setOpen(true)}>
          {count === 0 ? t('candidateFilters') : t('filtersCount', { count })}
        </Button>
      </Group>
      <Drawer
        opened={isOpen}
        onClose={() => setOpen(false)}
        title={t('candidateFilters')}
        closeButtonProps={{ 'aria-label': shell('close') }}
        transitionProps={{ duration: 0 }}
      >
        <CandidateFields {...props} />
        <Button fullWidth mt="md" onClick={() => setOpen(false)}>
          {t('showResults')}
        </Button>
      </Drawer>
    </>
  );
}

function Nobody({ isFiltered }: { isFiltered: boolean }) {
  const t = useTexts();
  if (isFiltered) return <EmptyState icon="pool" title={t('noCandidatesFiltered')} />;
  return (
    <EmptyState icon="pool" title={t('noCandidates')}>
      {t('noCandidatesAdvice')}
    </EmptyState>
  );
}
