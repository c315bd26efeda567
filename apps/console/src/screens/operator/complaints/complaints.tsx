import { Tabs, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { toRows } from '../../../api/pages.ts';
import { useShortcuts } from '../../../shell/keyboard.ts';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { EndlessList } from '../../../ui/endless-list.tsx';
import { ListDetail } from '../../../ui/list-detail.tsx';
import { ListRow, RowLine } from '../../../ui/list-row.tsx';
import { Screen } from '../../../ui/screen.tsx';
import { StateBadge } from '../../../ui/state-badge.tsx';
import { useRowCursor } from '../../../ui/use-row-cursor.ts';
import { When } from '../../../ui/when.tsx';
import { useCompanyName } from '../company-names.ts';
import { changeFilters } from '../use-filters.ts';
import { ComplaintDetail } from './complaint-detail.tsx';
import { type ComplaintSearch, complaintsQuery } from './queries.ts';
import { useTexts } from './texts.ts';

const route = getRouteApi('/operator/complaints');
const rowHeight = 92;

/** What candidates complained of, oldest first, and the answers that they read on their page. */
export function Complaints() {
  const t = useTexts();
  const companyName = useCompanyName();
  const { complaint: openId, show } = route.useSearch();
  const navigate = route.useNavigate();
  const query = useInfiniteQuery(complaintsQuery({ show }));
  const rows = toRows(query.data);
  const filter = changeFilters<ComplaintSearch>(navigate, { complaint: undefined });
  const cursor = useRowCursor({
    rows,
    getKey: ({ id }) => id,
    openKey: openId,
    onOpen: (complaint) => void navigate({ search: (now) => ({ ...now, complaint }), replace: openId !== undefined }),
  });
  useShortcuts([
    { keys: 'j', text: t('next'), run: () => cursor.step(1) },
    { keys: 'k', text: t('previous'), run: () => cursor.step(-1) },
  ]);
  const open = rows.find(({ id }) => id === openId);
  return (
    <Screen
      title={t('title')}
      top={
        <Tabs value={show ?? 'open'} onChange={(value) => filter({ show: value === 'all' ? 'all' : null })}>
          <Tabs.List aria-label={t('byState')}>
            <Tabs.Tab value="open">{t('unanswered')}</Tabs.Tab>
            <Tabs.Tab value="all">{t('all')}</Tabs.Tab>
          </Tabs.List>
        </Tabs>
      }
      isFull
      isRowOpen={open !== undefined}
    >
      <ListDetail
        isOpen={open !== undefined}
        listLabel={t('list')}
        list={
          <EndlessList
            name="operator-complaints"
            label={t('list')}
            rows={rows}
            query={query}
            getKey={({ id }) => id}
            selectedKey={openId}
            rowHeight={rowHeight}
            renderRow={({ id, company_id: companyId, received_at: at, text, answered_at: answeredAt }) => (
              <ListRow isOpen={id === openId} path="/operator/complaints" open={{ complaint: id }}>
                <RowLine>
                  <Text span fw={600} truncate>
                    {companyName(companyId)}
                  </Text>
                  <StateBadge tone={answeredAt === null ? 'waiting' : 'good'}>
                    {answeredAt === null ? t('states.open') : t('states.answered')}
                  </StateBadge>
                </RowLine>
                <Text span size="sm" display="block" truncate>
                  {text ?? t('erased')}
                </Text>
                <Text span size="xs" c="var(--goen-quiet)" display="block">
                  <When at={at} isRelative />
                </Text>
              </ListRow>
            )}
            empty={
              <EmptyState icon="check" title={show === 'all' ? t('empty') : t('emptyOpen')}>
                {t('emptyAdvice')}
              </EmptyState>
            }
          />
        }
        detailLabel={t('complaint')}
        detail={
          open === undefined ? (
            <EmptyState icon="queue" title={t('choose')}>
              {t('chooseAdvice')}
            </EmptyState>
          ) : (
            <ComplaintDetail key={open.id} complaint={open} onBack={() => cursor.open(undefined)} />
          )
        }
      />
    </Screen>
  );
}
