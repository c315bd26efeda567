import { Anchor } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { toRows } from '../../api/pages.ts';
import { changeSearch } from '../../api/search.ts';
import { useShortcuts } from '../../shell/keyboard.ts';
import { ChoiceFilter } from '../../ui/choice-filter.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { EndlessList } from '../../ui/endless-list.tsx';
import { FilterBar } from '../../ui/filter-bar.tsx';
import { ListDetail } from '../../ui/list-detail.tsx';
import { useRowCursor } from '../../ui/use-row-cursor.ts';
import { IntroductionDetail } from './introduction-detail.tsx';
import { IntroductionRow } from './introduction-row.tsx';
import { type IntroductionSearch, introductionsQuery, states } from './queries.ts';
import { RelayScreen } from './relay-screen.tsx';
import { useTexts } from './texts.ts';

const route = getRouteApi('/_company/relay/');
const rowHeight = 92;

/** Candidates of other companies who were introduced to this one. */
export function Introductions() {
  const t = useTexts();
  const { open: openId, ...filters } = route.useSearch();
  const navigate = route.useNavigate();
  const query = useInfiniteQuery(introductionsQuery(filters));
  const rows = toRows(query.data);
  const cursor = useRowCursor({
    rows,
    getKey: ({ id }) => id,
    openKey: openId,
    onOpen: (open) =>
      void navigate({
        search: (now) => changeSearch<IntroductionSearch>(now, { open: open ?? null }),
        replace: openId !== undefined,
      }),
  });
  useShortcuts([
    { keys: 'j', text: t('nextRow'), run: () => cursor.step(1) },
    { keys: 'k', text: t('previousRow'), run: () => cursor.step(-1) },
  ]);
  const isFiltered = filters.state !== undefined || filters.position !== undefined;
  return (
    <RelayScreen
      filters={
        <FilterBar label={t('filters')} isFiltered={isFiltered} onClear={() => void navigate({ search: {} })}>
          <ChoiceFilter
            label={t('state')}
            any={t('anyState')}
            value={filters.state}
            onChange={(state) =>
              void navigate({ search: (now) => changeSearch<IntroductionSearch>(now, { open: null, state }) })
            }
            options={states.map((value) => ({ value, label: t(`filterStates.${value}`) }))}
            width={220}
          />
        </FilterBar>
      }
      isFull
      isRowOpen={openId !== undefined}
    >
      <ListDetail
        isOpen={openId !== undefined}
        listLabel={t('introductions')}
        list={
          <EndlessList
            name="introductions"
            label={t('introductions')}
            rows={rows}
            query={query}
            getKey={({ id }) => id}
            selectedKey={openId}
            rowHeight={rowHeight}
            renderRow={(row) => <IntroductionRow introduction={row} isOpen={row.id === openId} />}
            empty={<NoIntroductions isFiltered={isFiltered} />}
          />
        }
        detailLabel={t('introduction')}
        detail={
          openId === undefined ? (
            <EmptyState icon="relay" title={t('choose')}>
              {t('chooseAdvice')}
            </EmptyState>
          ) : (
            <IntroductionDetail key={openId} id={openId} onBack={() => cursor.open(undefined)} />
          )
        }
      />
    </RelayScreen>
  );
}

function NoIntroductions({ isFiltered }: { isFiltered: boolean }) {
  const t = useTexts();
  if (isFiltered) return <EmptyState icon="relay" title={t('emptyFiltered')} />;
  return (
    <EmptyState icon="relay" title={t('empty')}>
      {t('emptyAdvice')}
      <Anchor component={Link} to="/relay/credits">
        {t('toCredits')}
      </Anchor>
    </EmptyState>
  );
}
