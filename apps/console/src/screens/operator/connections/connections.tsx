import { Checkbox, Group, SegmentedControl, Tabs } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { FilterBar } from '../../../ui/filter-bar.tsx';
import { Screen } from '../../../ui/screen.tsx';
import { CompanySelect } from '../company-select.tsx';
import { changeFilters } from '../use-filters.ts';
import { ConnectionList } from './connection-list.tsx';
import { DomainTable } from './domain-table.tsx';
import { type ConnectionSearch, periods } from './queries.ts';
import { useTexts } from './texts.ts';

const route = getRouteApi('/operator/connections');

/** The connections of all companies, and the sender domains with what is refused. */
export function Connections() {
  const t = useTexts();
  const search = route.useSearch();
  const filter = changeFilters<ConnectionSearch>(route.useNavigate());
  const isDomains = search.show === 'domains';
  return (
    <Screen
      title={t('title')}
      isFull={!isDomains}
      top={
        <>
          <Tabs
            value={search.show ?? 'connections'}
            onChange={(value) => filter({ show: value === 'domains' ? 'domains' : null })}
          >
            <Tabs.List aria-label={t('title')}>
              <Tabs.Tab value="connections">{t('connections')}</Tabs.Tab>
              <Tabs.Tab value="domains">{t('domains')}</Tabs.Tab>
            </Tabs.List>
          </Tabs>
          {isDomains ? (
            <Group gap="md">
              <SegmentedControl
                aria-label={t('period')}
                w="fit-content"
                value={search.days ?? '30'}
                onChange={(days) => filter({ days })}
                data={periods.map((value) => ({ value, label: t('days', { count: Number(value) }) }))}
              />
              <Checkbox
                label={t('troubledOnly')}
                checked={search.troubled ?? false}
                onChange={({ currentTarget }) => filter({ troubled: currentTarget.checked || null })}
              />
            </Group>
          ) : (
            <FilterBar
              label={t('filters')}
              isFiltered={search.company !== undefined || search.failing !== undefined}
              onClear={() => filter({ company: null, failing: null })}
            >
              <CompanySelect
                label={t('company')}
                placeholder={t('anyCompany')}
                value={search.company}
                onChange={(company) => filter({ company })}
              />
              <Checkbox
                label={t('failingOnly')}
                checked={search.failing ?? false}
                onChange={({ currentTarget }) => filter({ failing: currentTarget.checked || null })}
                mb={8}
              />
            </FilterBar>
          )}
        </>
      }
    >
      {isDomains ? <DomainTable days={search.days} troubled={search.troubled} /> : <ConnectionList search={search} />}
    </Screen>
  );
}
