import type { OperatorLedger } from '@goen/client/operator';
import { Button, Group, Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useFormats } from '../../../i18n/dates.ts';
import { DayInput } from '../../../ui/date-fields.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Facts } from '../../../ui/facts.tsx';
import { Loaded } from '../../../ui/loaded.tsx';
import { changeFilters } from '../use-filters.ts';
import { type BookSearch, type LedgerName, ledgerQuery, ledgers, readPeriod, toLedgerQuery } from './queries.ts';
import { useTexts } from './texts.ts';

const route = getRouteApi('/operator/books');

/** The three ledgers name people: they are shown only when somebody asks, and each time is in the audit log. */
export function Ledgers() {
  const t = useTexts();
  const period = readPeriod(route.useSearch());
  const filter = changeFilters<BookSearch>(route.useNavigate());
  const [shown, setShown] = useState<LedgerName | null>(null);
  const query = new URLSearchParams(toLedgerQuery(period));
  return (
    <section aria-labelledby="ledgers">
      <Title order={2} id="ledgers">
        {t('ledgers')}
      </Title>
      <Text size="sm" c="var(--goen-quiet)" maw={720} mb="sm">
        {t('ledgersAbout')}
      </Text>
      <Group gap="sm" align="end" mb="md">
        <DayInput
          label={t('from')}
          w={170}
          clearable={false}
          value={period.from}
          maxDate={period.to}
          onChange={(from) => from && filter({ from })}
        />
        <DayInput
          label={t('to')}
          w={170}
          clearable={false}
          value={period.to}
          minDate={period.from}
          onChange={(to) => to && filter({ to })}
        />
      </Group>
      <SimpleGrid cols={{ base: 1, sm: 3 }}>
        {ledgers.map((ledger) => (
          <Paper key={ledger} component="section" withBorder p="md" aria-label={t(`names.${ledger}`)}>
            <Stack gap="xs" h="100%" justify="space-between">
              <div>
                <Title order={3}>{t(`names.${ledger}`)}</Title>
                <Text size="sm" c="var(--goen-quiet)">
                  {t(`abouts.${ledger}`)}
                </Text>
              </div>
              <Group gap="xs">
                <Button component="a" href={`/operator/ledgers/${ledger}?${query}`} download size="xs">
                  {t('csv')}
                </Button>
                <Button
                  variant="default"
                  size="xs"
                  aria-expanded={shown === ledger}
                  onClick={() => setShown(shown === ledger ? null : ledger)}
                >
                  {shown === ledger ? t('hide') : t('show')}
                </Button>
              </Group>
            </Stack>
          </Paper>
        ))}
      </SimpleGrid>
      {shown !== null && <LedgerLines key={`${shown} ${query}`} ledger={shown} period={period} />}
    </section>
  );
}

type LedgerLinesProps = { ledger: LedgerName; period: { from: string; to: string } };

function LedgerLines({ ledger, period }: LedgerLinesProps) {
  const t = useTexts();
  const query = useQuery(ledgerQuery(ledger, period));
  return (
    <Stack mt="md" component="section" aria-label={t('linesOf', { name: t(`names.${ledger}`) })}>
      <Loaded query={query}>{(book) => <Lines book={book as OperatorLedger} />}</Loaded>
    </Stack>
  );
}

/** A line has twenty columns and more: as terms and values it can be read at any width. */
function Lines({ book: { columns, items } }: { book: OperatorLedger }) {
  const t = useTexts();
  const { formatNumber, formatDate } = useFormats();
  // Dates as the API writes them; everything else stands as it was recorded.
  const toText = (value: OperatorLedger['items'][number][string] | undefined) =>
    typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? formatDate(value) : value;
  if (items.length === 0) return <EmptyState icon="books" title={t('noLines')} />;
  return (
    <>
      <Text fw={600}>{t('lines', { number: formatNumber(items.length) })}</Text>
      {items.slice(0, mostShown).map((item, index) => (
        // Lines have no key of their own, and never change while they are shown.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <Paper key={index} withBorder p="sm">
          <Facts facts={columns.map(({ name, heading }) => [heading, toText(item[name])])} />
        </Paper>
      ))}
      {items.length > mostShown && <Text size="sm">{t('moreInCsv', { number: formatNumber(mostShown) })}</Text>}
    </>
  );
}

const mostShown = 50;
