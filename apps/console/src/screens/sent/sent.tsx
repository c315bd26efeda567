import { Anchor, Select } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { toRows, withoutUndefined } from '../../api/pages.ts';
import { useShortcuts } from '../../shell/keyboard.ts';
import { DayInput } from '../../ui/date-fields.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { EndlessList } from '../../ui/endless-list.tsx';
import { FilterBar } from '../../ui/filter-bar.tsx';
import { ListDetail } from '../../ui/list-detail.tsx';
import { Screen } from '../../ui/screen.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { useRowCursor } from '../../ui/use-row-cursor.ts';
import { useWords } from '../../words/use-words.ts';
import { MessageDetail } from './message-detail.tsx';
import { MessageRow } from './message-row.tsx';
import { kinds, messagesQuery, type SentSearch, states } from './queries.ts';
import { useTexts } from './texts.ts';

const route = getRouteApi('/_company/sent');
const rowHeight = 92;

/** What was sent to whom, whether it arrived, and how it read. */
export function Sent() {
  const t = useTexts();
  const words = useWords();
  const { mail: openId, ...filters } = route.useSearch();
  const navigate = route.useNavigate();
  const query = useInfiniteQuery(messagesQuery(filters));
  const rows = toRows(query.data);
  const filter = (change: { [K in keyof SentSearch]?: SentSearch[K] | null }) =>
    void navigate({
      search: (now) =>
        withoutUndefined({
          ...now,
          mail: undefined,
          ...Object.fromEntries(Object.entries(change).map(([key, value]) => [key, value ?? undefined])),
        }) as SentSearch,
    });
  const cursor = useRowCursor({
    rows,
    getKey: ({ id }) => id,
    openKey: openId,
    onOpen: (id) =>
      void navigate({
        search: (now) => withoutUndefined({ ...now, mail: id }) as SentSearch,
        replace: openId !== undefined,
      }),
  });
  useShortcuts([
    { keys: 'j', text: t('next'), run: () => cursor.step(1) },
    { keys: 'k', text: t('previous'), run: () => cursor.step(-1) },
  ]);
  const isFiltered = Object.keys(filters).length > 0;
  return (
    <Screen
      title={t('title')}
      top={
        <FilterBar
          label={t('filters')}
          isFiltered={isFiltered}
          onClear={() => filter({ q: null, state: null, kind: null, from: null, to: null })}
        >
          <SearchField
            label={t('person')}
            width={250}
            value={filters.q ?? ''}
            onChange={(q) => filter({ q: q === '' ? null : q })}
          />
          <Select
            aria-label={t('state')}
            placeholder={t('anyState')}
            clearable
            w={170}
            value={filters.state ?? null}
            onChange={(state) => filter({ state })}
            data={states.map((value) => ({ value, label: words(`messageStates.${value}`) }))}
          />
          <Select
            aria-label={t('kind')}
            placeholder={t('anyKind')}
            clearable
            w={210}
            value={filters.kind ?? null}
            onChange={(kind) => filter({ kind })}
            data={kinds.map((value) => ({ value, label: words(`mailKinds.${value}`) }))}
          />
          <DayInput
            type="range"
            aria-label={t('from')}
            placeholder={t('from')}
            miw={210}
            value={[filters.from ?? null, filters.to ?? null]}
            onChange={([from, to]) => filter({ from, to })}
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
            name="sent"
            label={t('list')}
            rows={rows}
            query={query}
            getKey={({ id }) => id}
            selectedKey={openId}
            rowHeight={rowHeight}
            renderRow={(row) => <MessageRow message={row} isOpen={row.id === openId} />}
            empty={<NothingSent isFiltered={isFiltered} />}
          />
        }
        detailLabel={t('mail')}
        detail={
          openId === undefined ? (
            <EmptyState icon="sent" title={t('choose')}>
              {t('chooseAdvice')}
            </EmptyState>
          ) : (
            <MessageDetail key={openId} id={openId} onBack={() => cursor.open(undefined)} />
          )
        }
      />
    </Screen>
  );
}

function NothingSent({ isFiltered }: { isFiltered: boolean }) {
  const t = useTexts();
  if (isFiltered) return <EmptyState icon="sent" title={t('emptyFiltered')} />;
  return (
    <EmptyState icon="sent" title={t('empty')}>
      {t('emptyAdvice')}
      <Anchor component={Link} to="/mails">
        {t('toQueue')}
      </Anchor>
    </EmptyState>
  );
}
