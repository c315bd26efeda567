import type { PlacementReport } from '@goen/client/operator';
import { Button, Group, Select, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { todayInTokyo, useFormats } from '../../../i18n/dates.ts';
import { DataTable } from '../../../ui/data-table.tsx';
import { Loaded } from '../../../ui/loaded.tsx';
import { changeFilters } from '../use-filters.ts';
import { type BookSearch, fiscalYearOf, placementReportQuery } from './queries.ts';
import { useTexts } from './texts.ts';

const route = getRouteApi('/operator/books');
const firstYear = 2025;

/** The counts of 職業紹介事業報告書, which is due on 30 April. */
export function YearlyCounts() {
  const t = useTexts();
  const { formatNumber } = useFormats();
  const filter = changeFilters<BookSearch>(route.useNavigate());
  const thisYear = fiscalYearOf(todayInTokyo());
  const { year = thisYear } = route.useSearch();
  const query = useQuery(placementReportQuery(year));
  const years = Array.from({ length: Math.max(1, thisYear - firstYear + 1) }, (_, back) => thisYear - back);
  return (
    <Stack component="section" gap="sm" aria-labelledby="yearly-counts" maw={820}>
      <div>
        <Title order={2} id="yearly-counts">
          {t('yearly')}
        </Title>
        <Text size="sm" c="var(--goen-quiet)">
          {t('yearlyAbout')}
        </Text>
      </div>
      <Group align="end" gap="sm">
        <Select
          label={t('year')}
          w={300}
          allowDeselect={false}
          value={String(year)}
          onChange={(value) => filter({ year: value === null ? null : Number(value) })}
          data={[...new Set([...years, year])].map((value) => ({
            value: String(value),
            label: t('yearOf', { year: String(value), next: String(value + 1) }),
          }))}
        />
        <Button component="a" href={`/operator/placement-report?year=${year}`} download variant="default">
          {t('csv')}
        </Button>
      </Group>
      <Loaded query={query} lines={8}>
        {(report) => (
          <DataTable
            label={t('yearly')}
            rows={(report as PlacementReport).items}
            getKey={({ item }) => item}
            columns={[
              { heading: t('item'), render: ({ item }) => <span lang="ja">{item}</span> },
              { heading: t('count'), render: ({ count }) => formatNumber(count), isNumber: true },
            ]}
          />
        )}
      </Loaded>
    </Stack>
  );
}
