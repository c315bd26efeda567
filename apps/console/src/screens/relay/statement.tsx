import type { CreditAccounts, CreditEntry } from '@goen/client';
import { Button, Group, Paper, Select, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { addMonths, todayInTokyo, useFormats } from '../../i18n/dates.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { EndlessList } from '../../ui/endless-list.tsx';
import { StateBadge } from '../../ui/state-badge.tsx';
import { When } from '../../ui/when.tsx';
import { type CreditSearch, statementQuery, toStatementFile } from './queries.ts';
import classes from './relay.module.css';
import { useTexts } from './texts.ts';

const route = getRouteApi('/_company/relay/credits');
const shownMonths = 36;
const rowHeight = 40;
const noPages = {
  hasNextPage: false,
  isFetchingNextPage: false,
  isFetchNextPageError: false,
  fetchNextPage: () => Promise.reject(new Error('A statement has no pages')),
} as const;

/** The entries of a month between its opening and its closing balance. */
export function Statement() {
  const t = useTexts();
  const { formatMonth } = useFormats();
  const thisMonth = todayInTokyo().slice(0, 7);
  const { month = thisMonth } = route.useSearch();
  const navigate = route.useNavigate();
  const query = useQuery(statementQuery(month));
  const months = Array.from({ length: shownMonths }, (_, n) => addMonths(thisMonth, -n));
  const entries = query.data?.entries ?? [];
  return (
    <Paper component="section" withBorder aria-label={t('statement')}>
      <Group justify="space-between" p="md" pb="sm" gap="xs">
        <Title order={2}>{t('statement')}</Title>
        <Group gap="xs">
          <Select
            aria-label={t('month')}
            value={month}
            onChange={(value) =>
              value !== null && void navigate({ search: (value === thisMonth ? {} : { month: value }) as CreditSearch })
            }
            data={[...new Set([...months, month])].map((value) => ({ value, label: formatMonth(`${value}-01`) }))}
            allowDeselect={false}
            w={160}
          />
          <Button component="a" href={toStatementFile(month)} download variant="default">
            {t('csv')}
          </Button>
        </Group>
      </Group>
      {query.data && <Accounts label={t('opening')} accounts={query.data.opening} />}
      <div
        style={{
          display: 'flex',
          height: entries.length === 0 ? 'auto' : `min(56dvh, ${120 + entries.length * 44}px)`,
        }}
      >
        <EndlessList
          name={`statement-${month}`}
          label={t('entries')}
          rows={entries}
          query={{ ...noPages, isPending: query.isPending, error: query.error, refetch: query.refetch }}
          getKey={({ id }) => id}
          rowHeight={rowHeight}
          renderRow={(entry) => <Entry entry={entry} />}
          empty={
            <div style={{ flex: 1 }}>
              <EmptyState icon="books" title={t('noEntries')}>
                <Text size="sm">{t('noEntriesAdvice')}</Text>
              </EmptyState>
            </div>
          }
        />
      </div>
      {query.data && <Accounts label={t('closing')} accounts={query.data.closing} />}
    </Paper>
  );
}

function Accounts({ label, accounts }: { label: string; accounts: CreditAccounts }) {
  const t = useTexts();
  return (
    <div className={classes.ends}>
      <b>{label}</b>
      <span className="tabular">
        {t('accounts', {
          points: accounts.points,
          available: accounts.credits_available,
          held: accounts.credits_held,
          spent: accounts.credits_spent,
        })}
      </span>
    </div>
  );
}

const signed = new Intl.NumberFormat('ja-JP', { signDisplay: 'exceptZero' });

function Entry({ entry }: { entry: CreditEntry }) {
  const t = useTexts();
  const { formatNumber } = useFormats();
  const { at, reason, changes, balance, case_id: caseId, confirmed_by_hand: byHand } = entry;
  const parts = [
    ...(changes.points === 0 ? [] : [t('change.points', { count: signed.format(changes.points) })]),
    ...(changes.credits_available === 0
      ? []
      : [t('change.credits', { count: signed.format(changes.credits_available) })]),
  ];
  return (
    <div className={classes.entry}>
      <When at={at} />
      <span>
        {caseId === null ? (
          t(`reasons.${reason}`)
        ) : (
          <Link to="/cases/$caseId" params={{ caseId }} className={classes.name}>
            {t(`reasons.${reason}`)}
          </Link>
        )}{' '}
        {byHand && (
          <StateBadge tone="neutral" icon="pen">
            {t('byHand')}
          </StateBadge>
        )}
      </span>
      <span className={classes.number}>{parts.join(t('and')) || '—'}</span>
      <span className={classes.number}>{t('balanceAfter', { count: formatNumber(balance.credits_available) })}</span>
    </div>
  );
}
