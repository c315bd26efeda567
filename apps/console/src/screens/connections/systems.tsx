import { Button, Text } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { toRows } from '../../api/pages.ts';
import { useShortcuts } from '../../shell/keyboard.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { EndlessList } from '../../ui/endless-list.tsx';
import { DetailContent, ListDetail } from '../../ui/list-detail.tsx';
import { ListRow, RowLine } from '../../ui/list-row.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { useRowCursor } from '../../ui/use-row-cursor.ts';
import { AddSystem } from './add-system.tsx';
import classes from './connections.module.css';
import { type ConnectionsSearch, connectionsQuery, kindsQuery, newEntry } from './queries.ts';
import { SystemDetail } from './system-detail.tsx';
import { SystemState } from './system-state.tsx';
import { useTexts } from './texts.ts';

type SystemsProps = {
  open: string | undefined;
  kind: string | undefined;
  go: (search: ConnectionsSearch) => void;
};

export function Systems({ open, kind, go }: SystemsProps) {
  const t = useTexts();
  const query = useInfiniteQuery(connectionsQuery);
  const kinds = useQuery(kindsQuery);
  const rows = toRows(query.data);
  const cursor = useRowCursor({ rows, getKey: ({ id }) => id, openKey: open, onOpen: (id) => go({ open: id }) });
  useShortcuts([
    { keys: 'j', text: t('next'), run: () => cursor.step(1) },
    { keys: 'k', text: t('previous'), run: () => cursor.step(-1) },
    { keys: 'n', text: t('add'), run: () => go({ open: newEntry }) },
  ]);
  const nameOf = (id: string) => kinds.data?.items.find((item) => item.kind === id)?.name ?? id;
  return (
    <ListDetail
      isOpen={open !== undefined}
      listLabel={t('list')}
      list={
        <>
          <div className={classes.listHead}>
            <Button size="sm" onClick={() => go({ open: newEntry })}>
              {t('add')}
            </Button>
          </div>
          <EndlessList
            name="connections"
            label={t('list')}
            rows={rows}
            query={query}
            getKey={({ id }) => id}
            selectedKey={open}
            rowHeight={68}
            renderRow={(row) => (
              <ListRow isOpen={row.id === open} path="/connections" open={{ open: row.id }}>
                <RowLine>
                  <Text span fw={600} truncate>
                    {row.name}
                  </Text>
                  <SystemState connection={row} />
                </RowLine>
                <Text span size="sm" c="dimmed" display="block" truncate>
                  {nameOf(row.kind)}
                </Text>
              </ListRow>
            )}
            empty={
              <EmptyState icon="connections" title={t('empty')}>
                <Text size="sm">{t('emptyAdvice')}</Text>
              </EmptyState>
            }
          />
        </>
      }
      detailLabel={t('detail')}
      detail={
        open === undefined ? (
          <EmptyState icon="connections" title={t('choose')} />
        ) : (
          <Loaded query={kinds} lines={8}>
            {({ items }) =>
              open === newEntry ? (
                <DetailContent>
                  <AddSystem kinds={items} kind={kind} go={go} />
                </DetailContent>
              ) : (
                <SystemDetail key={open} id={open} kinds={items} onBack={() => go({})} />
              )
            }
          </Loaded>
        )
      }
    />
  );
}
