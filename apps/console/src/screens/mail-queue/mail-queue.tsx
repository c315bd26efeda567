import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { toRows } from '../../api/pages.ts';
import { changeSearch, type SearchChange } from '../../api/search.ts';
import { useShortcuts } from '../../shell/keyboard.ts';
import { ChoiceFilter } from '../../ui/choice-filter.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { EndlessList } from '../../ui/endless-list.tsx';
import { FilterBar } from '../../ui/filter-bar.tsx';
import { ListDetail } from '../../ui/list-detail.tsx';
import { Screen } from '../../ui/screen.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { useRowCursor } from '../../ui/use-row-cursor.ts';
import { useWords } from '../../words/use-words.ts';
import { DayTabs } from './day-tabs.tsx';
import { ListHead } from './list-head.tsx';
import { MailDetail } from './mail-detail.tsx';
import { MailRow } from './mail-row.tsx';
import { PauseBanner, PauseButton } from './pause.tsx';
import { kinds, type MailSearch, mailsQuery, states, toKey } from './queries.ts';
import { useTexts } from './texts.ts';
import { useMailActions } from './use-mail-actions.tsx';
import { useSelection } from './use-selection.ts';

const route = getRouteApi('/_company/mails');
const rowHeight = 92;

/** The mails about to leave: a list, and beside it the mail that is chosen. */
export function MailQueue() {
  const t = useTexts();
  const words = useWords();
  const { mail: openKey, ...filters } = route.useSearch();
  const navigate = route.useNavigate();
  const query = useInfiniteQuery(mailsQuery(filters));
  const rows = toRows(query.data);
  const selection = useSelection(rows, filters);
  const openIndex = rows.findIndex((row) => toKey(row) === openKey);
  const openMail = rows[openIndex];

  const cursor = useRowCursor({
    rows,
    getKey: toKey,
    openKey,
    onOpen: (key) =>
      void navigate({
        search: (now) => changeSearch<MailSearch>(now, { mail: key ?? null }),
        replace: openKey !== undefined,
      }),
  });
  const filter = (change: SearchChange<MailSearch>) => {
    selection.clear();
    void navigate({ search: (now) => changeSearch<MailSearch>(now, { mail: null, ...change }) });
  };

  const actions = useMailActions({ mail: openMail, selection, openNext: cursor.openNeighbour });
  const toggle = () => {
    const key = cursor.keyNow();
    if (key !== undefined) selection.toggle(key);
  };
  useShortcuts([
    { keys: 'j', text: t('next'), run: () => cursor.step(1) },
    { keys: 'k', text: t('previous'), run: () => cursor.step(-1) },
    { keys: 'x', text: t('toggle'), run: toggle },
    ...actions.shortcuts,
  ]);

  return (
    <Screen
      title={t('title')}
      actions={<PauseButton />}
      top={
        <>
          <PauseBanner />
          <DayTabs filters={filters} onChange={(day) => filter({ day })} />
          <FilterBar
            label={t('filters')}
            isFiltered={filters.state !== undefined || filters.kind !== undefined || filters.q !== undefined}
            onClear={() => filter({ state: null, kind: null, q: null })}
          >
            <SearchField
              width={270}
              label={t('search')}
              value={filters.q ?? ''}
              onChange={(q) => filter({ q: q === '' ? null : q })}
            />
            <ChoiceFilter
              label={t('state')}
              any={t('anyState')}
              value={filters.state}
              onChange={(state) => filter({ state })}
              options={states.map((value) => ({ value, label: t(`states.${value}`) }))}
            />
            <ChoiceFilter
              label={t('kind')}
              any={t('anyKind')}
              value={filters.kind}
              onChange={(kind) => filter({ kind })}
              options={kinds.map((value) => ({ value, label: words(`mailKinds.${value}`) }))}
            />
          </FilterBar>
        </>
      }
      isFull
      isRowOpen={openKey !== undefined}
    >
      <ListDetail
        isOpen={openKey !== undefined}
        listLabel={t('list')}
        list={
          <>
            <ListHead rows={rows} hasMore={query.hasNextPage} selection={selection} actions={actions} />
            <EndlessList
              name="mails"
              label={t('list')}
              rows={rows}
              query={query}
              getKey={toKey}
              selectedKey={openKey}
              rowHeight={rowHeight}
              renderRow={(row) => (
                <MailRow
                  mail={row}
                  isOpen={toKey(row) === openKey}
                  isSelected={selection.has(toKey(row))}
                  onSelect={() => selection.toggle(toKey(row))}
                />
              )}
              empty={<EmptyQueue isFiltered={Object.keys(filters).length > 0} />}
            />
          </>
        }
        detailLabel={t('mail')}
        detail={
          openMail ? (
            <MailDetail key={toKey(openMail)} mail={openMail} actions={actions} onBack={() => cursor.open(undefined)} />
          ) : (
            <EmptyState icon="queue" title={t('choose')}>
              {t('chooseAdvice')}
            </EmptyState>
          )
        }
      />
      {actions.dialogs}
    </Screen>
  );
}

function EmptyQueue({ isFiltered }: { isFiltered: boolean }) {
  const t = useTexts();
  if (isFiltered) return <EmptyState icon="queue" title={t('emptyFiltered')} />;
  return (
    <EmptyState icon="check" title={t('empty')}>
      {t('emptyAdvice')}
    </EmptyState>
  );
}
