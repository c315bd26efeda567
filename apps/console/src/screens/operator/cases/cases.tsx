import { Tabs, Text } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { toRows } from '../../../api/pages.ts';
import { useFormats } from '../../../i18n/dates.ts';
import { useShortcuts } from '../../../shell/keyboard.ts';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { EndlessList } from '../../../ui/endless-list.tsx';
import { FilterBar } from '../../../ui/filter-bar.tsx';
import { ListDetail } from '../../../ui/list-detail.tsx';
import { Screen } from '../../../ui/screen.tsx';
import { useRowCursor } from '../../../ui/use-row-cursor.ts';
import { useCompanyName } from '../company-names.ts';
import { CompanySelect } from '../company-select.tsx';
import { changeFilters } from '../use-filters.ts';
import { CaseDetail } from './case-detail.tsx';
import { CaseRow } from './case-row.tsx';
import { type CaseSearch, casesQuery, countsQuery, mostCounted, reasons } from './queries.ts';
import { useTexts } from './texts.ts';

const route = getRouteApi('/operator/cases');
const rowHeight = 92;

/** The open cases of all companies by the time at which they wake, and why each waits. */
export function Cases() {
  const t = useTexts();
  const companyName = useCompanyName();
  const { case: openId, ...filters } = route.useSearch();
  const navigate = route.useNavigate();
  const query = useInfiniteQuery(casesQuery(filters));
  const { data: counts } = useQuery(countsQuery(filters.company));
  const rows = toRows(query.data);
  const filter = changeFilters<CaseSearch>(navigate, { case: undefined });
  const cursor = useRowCursor({
    rows,
    getKey: ({ id }) => id,
    openKey: openId,
    onOpen: (id) => void navigate({ search: (now) => ({ ...now, case: id }), replace: openId !== undefined }),
  });
  useShortcuts([
    { keys: 'j', text: t('next'), run: () => cursor.step(1) },
    { keys: 'k', text: t('previous'), run: () => cursor.step(-1) },
  ]);
  return (
    <Screen
      title={t('title')}
      top={
        <>
          <Tabs
            value={filters.reason ?? 'all'}
            onChange={(value) => filter({ reason: reasons.find((reason) => reason === value) ?? null })}
          >
            <Tabs.List aria-label={t('byReason')}>
              <Tabs.Tab value="all">{t('all')}</Tabs.Tab>
              {reasons.map((reason) => (
                <Tabs.Tab key={reason} value={reason}>
                  {t(`reasons.${reason}`)}
                  {counts !== undefined && <Count count={counts[reason]} />}
                </Tabs.Tab>
              ))}
            </Tabs.List>
          </Tabs>
          <FilterBar
            label={t('filters')}
            isFiltered={filters.company !== undefined}
            onClear={() => filter({ company: null })}
          >
            <CompanySelect
              label={t('company')}
              placeholder={t('anyCompany')}
              value={filters.company}
              onChange={(company) => filter({ company })}
            />
          </FilterBar>
        </>
      }
      isFull
      isRowOpen={openId !== undefined}
    >
      <ListDetail
        isOpen={openId !== undefined}
        listLabel={t('list')}
        list={
          <EndlessList
            name="operator-cases"
            label={t('list')}
            rows={rows}
            query={query}
            getKey={({ id }) => id}
            selectedKey={openId}
            rowHeight={rowHeight}
            renderRow={(row) => (
              <CaseRow openCase={row} company={companyName(row.company_id)} isOpen={row.id === openId} />
            )}
            empty={
              <EmptyState icon="cases" title={filters.reason === undefined ? t('empty') : t('emptyFiltered')}>
                {(filters.reason === 'overdue' || filters.reason === 'stuck') && t('emptyGood')}
              </EmptyState>
            }
          />
        }
        detailLabel={t('case')}
        detail={
          openId === undefined ? (
            <EmptyState icon="cases" title={t('choose')}>
              {t('chooseAdvice')}
            </EmptyState>
          ) : (
            <CaseDetail key={openId} id={openId} onBack={() => cursor.open(undefined)} />
          )
        }
      />
    </Screen>
  );
}

function Count({ count }: { count: number }) {
  const t = useTexts();
  const { formatNumber } = useFormats();
  return (
    <Text span size="xs" c="dimmed" className="tabular" ml={4}>
      {count > mostCounted ? t('moreThan', { number: formatNumber(mostCounted) }) : formatNumber(count)}
    </Text>
  );
}
