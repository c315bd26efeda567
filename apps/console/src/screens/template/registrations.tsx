import type { Registration } from '@goen/client';
import { Anchor, Box, Button, Checkbox, Group, Select, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useMay } from '../../api/me.ts';
import { toRows, withoutUndefined } from '../../api/pages.ts';
import { toButtonState } from '../../api/to-button-state.ts';
import { useShortcuts } from '../../shell/keyboard.ts';
import { confirm } from '../../ui/confirm.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { EndlessList } from '../../ui/endless-list.tsx';
import { FilterBar } from '../../ui/filter-bar.tsx';
import { ListDetail } from '../../ui/list-detail.tsx';
import { useRowCursor } from '../../ui/use-row-cursor.ts';
import { registrationsQuery, states, type TemplateSearch } from './queries.ts';
import { RegistrationDetail } from './registration-detail.tsx';
import { RegistrationRow } from './registration-row.tsx';
import classes from './template.module.css';
import { useTexts } from './texts.ts';
import { isAbout, useDecide } from './use-decide.ts';

const route = getRouteApi('/_company/template');
const rowHeight = 92;
const nobody: ReadonlySet<string> = new Set();

/** Those who wait to be confirmed; beside them the one that is open. */
export function Registrations() {
  const t = useTexts();
  const { state = 'unconfirmed', open: openId } = route.useSearch();
  const navigate = route.useNavigate();
  const mayDecide = useMay('rejections:write') && state === 'unconfirmed';
  const query = useInfiniteQuery(registrationsQuery(state));
  const rows = toRows(query.data);
  const [keys, setKeys] = useState(nobody);
  const selected = rows.filter(({ id }) => keys.has(id));
  const open = rows.find(({ id }) => id === openId);
  const cursor = useRowCursor({
    rows,
    getKey: ({ id }) => id,
    openKey: openId,
    onOpen: (id) =>
      void navigate({
        search: (now) => withoutUndefined({ ...now, open: id }) as TemplateSearch,
        replace: openId !== undefined,
      }),
  });
  const toggle = (id: string | undefined) =>
    id !== undefined && setKeys(keys.has(id) ? keys.difference(new Set([id])) : new Set([...keys, id]));
  const many = useDecide(() => setKeys(nobody));
  const decideMany = async (action: 'confirm' | 'refuse') => {
    const count = selected.length;
    const question =
      action === 'confirm'
        ? { title: t('confirmTitle', { count }), consequence: t('confirmAdvice'), action: t('confirmMany') }
        : {
            title: t('refuseTitle', { count }),
            consequence: t('refuseAdvice'),
            action: t('refuseAction'),
            isDangerous: true,
          };
    if (await confirm(question)) many.mutate(selected.map(({ id }) => ({ id, action })));
  };
  useShortcuts([
    { keys: 'j', text: t('next'), run: () => cursor.step(1) },
    { keys: 'k', text: t('previous'), run: () => cursor.step(-1) },
    { keys: 'x', text: t('toggle'), run: () => void toggle(cursor.keyNow()), isDisabled: !mayDecide },
  ]);
  const areAll = selected.length > 0 && selected.length === rows.length;
  return (
    <>
      {/* On a phone the open registration has the window for itself. */}
      <Box {...(openId === undefined ? {} : { visibleFrom: 'md' as const })}>
        <FilterBar
          label={t('filters')}
          isFiltered={state !== 'unconfirmed'}
          onClear={() => void navigate({ search: {} })}
        >
          <Select
            aria-label={t('state')}
            allowDeselect={false}
            w={200}
            value={state}
            onChange={(value) => {
              setKeys(nobody);
              const next = states.find((name) => name === value && name !== 'unconfirmed');
              void navigate({ search: withoutUndefined({ state: next }) as TemplateSearch });
            }}
            data={states.map((value) => ({ value, label: t(`states.${value}`) }))}
          />
        </FilterBar>
      </Box>
      <ListDetail
        isOpen={openId !== undefined}
        listLabel={t('list')}
        list={
          <>
            {mayDecide && rows.length > 0 && (
              <div className={classes.listHead}>
                <Checkbox
                  {...(selected.length > 0 ? { 'aria-label': t('selectAll') } : { label: t('selectAll') })}
                  checked={areAll}
                  indeterminate={selected.length > 0 && !areAll}
                  onChange={() => setKeys(areAll ? nobody : new Set(rows.map(({ id }) => id)))}
                />
                {selected.length > 0 && (
                  <Group gap={6}>
                    <Text size="sm" fw={600}>
                      {t('selected', { count: selected.length })}
                    </Text>
                    <Button
                      size="compact-sm"
                      onClick={() => void decideMany('confirm')}
                      {...toButtonState(many, isAbout('confirm'))}
                    >
                      {t('confirmMany')}
                    </Button>
                    <Button
                      size="compact-sm"
                      variant="default"
                      onClick={() => void decideMany('refuse')}
                      {...toButtonState(many, isAbout('refuse'))}
                    >
                      {t('refuse')}
                    </Button>
                  </Group>
                )}
              </div>
            )}
            <EndlessList
              name="registrations"
              label={t('list')}
              rows={rows}
              query={query}
              getKey={({ id }) => id}
              selectedKey={openId}
              rowHeight={rowHeight}
              renderRow={(row) => (
                <RegistrationRow
                  registration={row}
                  isOpen={row.id === openId}
                  onSelect={mayDecide ? () => void toggle(row.id) : null}
                  isSelected={keys.has(row.id)}
                />
              )}
              empty={<Nobody state={state} />}
            />
          </>
        }
        detailLabel={t('detail')}
        detail={
          open === undefined ? (
            <EmptyState icon="template" title={t('choose')}>
              {t('chooseAdvice')}
            </EmptyState>
          ) : (
            <RegistrationDetail
              key={open.id}
              registration={open}
              onBack={() => cursor.open(undefined)}
              onDecided={cursor.openNeighbour}
            />
          )
        }
      />
    </>
  );
}

function Nobody({ state }: { state: Registration['state'] }) {
  const t = useTexts();
  if (state !== 'unconfirmed') return <EmptyState icon="template" title={t('emptyFiltered')} />;
  return (
    <EmptyState icon="check" title={t('empty')}>
      {t('emptyAdvice')}
      <Anchor component={Link} to="/template" search={{ tab: 'text' } as never}>
        {t('toText')}
      </Anchor>
    </EmptyState>
  );
}
