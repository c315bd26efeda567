import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { toRows } from '../../../api/pages.ts';
import { useShortcuts } from '../../../shell/keyboard.ts';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { EndlessList } from '../../../ui/endless-list.tsx';
import { FilterBar } from '../../../ui/filter-bar.tsx';
import { ListDetail } from '../../../ui/list-detail.tsx';
import { Screen } from '../../../ui/screen.tsx';
import { SearchField } from '../../../ui/search-field.tsx';
import { useRowCursor } from '../../../ui/use-row-cursor.ts';
import { changeFilters } from '../use-filters.ts';
import { CompanyDetail } from './company-detail.tsx';
import { CompanyRow } from './company-row.tsx';
import { type CompanySearch, companiesQuery } from './queries.ts';
import { useTexts } from './texts.ts';

const route = getRouteApi('/operator/');
const rowHeight = 76;

/** The companies on the platform: how far each is set up, and whether it is suspended. */
export function Companies() {
  const t = useTexts();
  const { company: openId, q } = route.useSearch();
  const navigate = route.useNavigate();
  const query = useInfiniteQuery(companiesQuery({ q }));
  const rows = toRows(query.data);
  const filter = changeFilters<CompanySearch>(navigate, { company: undefined });
  const cursor = useRowCursor({
    rows,
    getKey: ({ id }) => id,
    openKey: openId,
    onOpen: (company) => void navigate({ search: (now) => ({ ...now, company }), replace: openId !== undefined }),
  });
  useShortcuts([
    { keys: 'j', text: t('next'), run: () => cursor.step(1) },
    { keys: 'k', text: t('previous'), run: () => cursor.step(-1) },
  ]);
  return (
    <Screen
      title={t('title')}
      actions={
        <Button component={Link} to="/operator/new-company">
          {t('add')}
        </Button>
      }
      top={
        <FilterBar label={t('filters')} isFiltered={q !== undefined} onClear={() => filter({ q: null })}>
          <SearchField
            label={t('search')}
            value={q ?? ''}
            onChange={(text) => filter({ q: text === '' ? null : text })}
          />
        </FilterBar>
      }
      isFull
      isRowOpen={openId !== undefined}
    >
      <ListDetail
        isOpen={openId !== undefined}
        listLabel={t('list')}
        list={
          <EndlessList
            name="operator-companies"
            label={t('list')}
            rows={rows}
            query={query}
            getKey={({ id }) => id}
            selectedKey={openId}
            rowHeight={rowHeight}
            renderRow={(row) => <CompanyRow company={row} isOpen={row.id === openId} />}
            empty={
              <EmptyState icon="companies" title={q === undefined ? t('empty') : t('emptyFiltered')}>
                {q === undefined && t('emptyAdvice')}
              </EmptyState>
            }
          />
        }
        detailLabel={t('company')}
        detail={
          openId === undefined ? (
            <EmptyState icon="companies" title={t('choose')}>
              {t('chooseAdvice')}
            </EmptyState>
          ) : (
            <CompanyDetail key={openId} id={openId} onBack={() => cursor.open(undefined)} />
          )
        }
      />
    </Screen>
  );
}
