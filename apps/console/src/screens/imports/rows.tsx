import type { Import } from '@goen/client';
import { Anchor, Group, Tabs, Text, Title } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { toRows, withoutUndefined } from '../../api/pages.ts';
import { useFormats } from '../../i18n/dates.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { EndlessList } from '../../ui/endless-list.tsx';
import classes from './imports.module.css';
import { outcomes, type RowFilter, rowFilters, rowsQuery } from './queries.ts';
import { RowLine } from './row-line.tsx';
import { useTexts } from './texts.ts';

const route = getRouteApi('/_company/imports_/$importId');
const rowHeight = 74;
const ownTabs = { dryRun: rowFilters, done: ['refused'] } as const;

/** The rows in the order of the file: of whom, what importing does, and why not. */
export function Rows({ file }: { file: Import }) {
  const t = useTexts();
  const { formatNumber } = useFormats();
  const { outcome: chosen } = route.useSearch();
  const navigate = route.useNavigate();
  const outcome = file.dry_run ? chosen : 'refused';
  const query = useInfiniteQuery(rowsQuery(file.id, outcome));
  const rows = toRows(query.data);
  const tabs = ownTabs[file.dry_run ? 'dryRun' : 'done'];
  const total = outcomes.reduce((sum, name) => sum + file.counts[name], 0);
  const tab = (value: 'all' | RowFilter, count: number) => (
    <Tabs.Tab key={value} value={value}>
      {t(`outcomes.${value}`)}{' '}
      <Text span size="xs" c="dimmed" className="tabular">
        {formatNumber(count)}
      </Text>
    </Tabs.Tab>
  );
  return (
    <section aria-label={t('rows')}>
      <Group justify="space-between" mb="xs">
        <Title order={2}>{t('rows')}</Title>
        {file.counts.refused > 0 && (
          <Anchor href={`/v1/imports/${file.id}/refused.csv`} download size="sm">
            {t('downloadRefused')}
          </Anchor>
        )}
      </Group>
      <Tabs
        value={outcome ?? 'all'}
        onChange={(value) =>
          void navigate({
            search: withoutUndefined({ outcome: rowFilters.find((name) => name === value) }) as { outcome?: never },
          })
        }
      >
        <Tabs.List aria-label={t('rows')} style={{ flexWrap: 'nowrap', overflowX: 'auto', overflowY: 'hidden' }}>
          {file.dry_run && tab('all', total)}
          {tabs.map((name) => tab(name, file.counts[name]))}
        </Tabs.List>
      </Tabs>
      <div className={classes.rows}>
        <EndlessList
          key={outcome ?? 'all'}
          name={`import-${file.id}-${outcome ?? 'all'}`}
          label={t('rows')}
          rows={rows}
          query={query}
          getKey={({ row }) => String(row)}
          rowHeight={rowHeight}
          renderRow={(row) => <RowLine file={file} row={row} />}
          empty={<EmptyState icon="imports" title={t('noRows')} />}
        />
      </div>
    </section>
  );
}
