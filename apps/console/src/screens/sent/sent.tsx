import { Anchor, Button } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { toRows } from '../../api/pages.ts';
import { personQuery } from '../../api/person.ts';
import { changeSearch, type SearchChange } from '../../api/search.ts';
import { Icon } from '../../shell/icons.tsx';
import { useShortcuts } from '../../shell/keyboard.ts';
import { ChoiceFilter } from '../../ui/choice-filter.tsx';
import { DayInput } from '../../ui/date-fields.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { EndlessList } from '../../ui/endless-list.tsx';
import { FilterBar } from '../../ui/filter-bar.tsx';
import { ListDetail } from '../../ui/list-detail.tsx';
import { Screen } from '../../ui/screen.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { useRowCursor } from '../../ui/use-row-cursor.ts';
import { toPersonName } from '../../words/person-name.ts';
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
  const filter = (change: SearchChange<SentSearch>) =>
    void navigate({ search: (now) => changeSearch<SentSearch>(now, { mail: null, ...change }) });
  const cursor = useRowCursor({
    rows,
    getKey: ({ id }) => id,
    openKey: openId,
    onOpen: (id) =>
      void navigate({
        search: (now) => changeSearch<SentSearch>(now, { mail: id ?? null }),
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
          onClear={() => filter({ q: null, state: null, kind: null, from: null, to: null, candidate: null })}
        >
          {filters.candidate !== undefined && (
            <OneCandidate id={filters.candidate} onClear={() => filter({ candidate: null })} />
          )}
          <SearchField
            label={t('person')}
            width={250}
            value={filters.q ?? ''}
            onChange={(q) => filter({ q: q === '' ? null : q })}
          />
          <ChoiceFilter
            label={t('state')}
            any={t('anyState')}
            value={filters.state}
            onChange={(state) => filter({ state })}
            options={states.map((value) => ({ value, label: words(`messageStates.${value}`) }))}
            width={170}
          />
          <ChoiceFilter
            label={t('kind')}
            any={t('anyKind')}
            value={filters.kind}
            onChange={(kind) => filter({ kind })}
            options={kinds.map((value) => ({ value, label: words(`mailKinds.${value}`) }))}
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

/** Whose mails alone are shown; a click shows those of all. */
function OneCandidate({ id, onClear }: { id: string; onClear: () => void }) {
  const t = useTexts();
  const words = useWords();
  const { data } = useQuery(personQuery(id));
  const name = data === undefined ? '…' : (toPersonName(data) ?? words('noName'));
  return (
    <Button
      variant="default"
      rightSection={<Icon name="close" size={14} />}
      onClick={onClear}
      aria-label={t('clearCandidate', { name })}
    >
      {t('ofCandidate', { name })}
    </Button>
  );
}
