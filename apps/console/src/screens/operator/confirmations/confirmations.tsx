import type { HandConfirmation } from '@goen/client/operator';
import { ActionIcon, Group, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useFormats } from '../../../i18n/dates.ts';
import { Icon } from '../../../shell/icons.tsx';
import { useShortcuts } from '../../../shell/keyboard.ts';
import { DataTable } from '../../../ui/data-table.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Loaded } from '../../../ui/loaded.tsx';
import { Screen } from '../../../ui/screen.tsx';
import { When } from '../../../ui/when.tsx';
import { useActorName } from '../../../words/use-actor-name.ts';
import { useCompanyName } from '../company-names.ts';
import { confirmationsQuery, thisMonth } from './queries.ts';
import { useTexts } from './texts.ts';

const route = getRouteApi('/operator/confirmations');

const addMonths = (month: string, by: number): string => {
  const date = new Date(`${month}-15T00:00:00Z`);
  date.setUTCMonth(date.getUTCMonth() + by);
  return date.toISOString().slice(0, 7);
};

/** Points that rest on a company's word alone, month by month: what the operator looks at for abuse. */
export function Confirmations() {
  const t = useTexts();
  const { month = thisMonth() } = route.useSearch();
  const navigate = route.useNavigate();
  const query = useQuery(confirmationsQuery(month));
  const go = (by: number) => void navigate({ search: { month: addMonths(month, by) } });
  const isLatest = month >= thisMonth();
  useShortcuts([
    { keys: 'k', text: t('previous'), run: () => go(-1) },
    { keys: 'j', text: t('next'), run: () => go(1), isDisabled: isLatest },
  ]);
  const { formatMonth } = useFormats();
  return (
    <Screen
      title={t('title')}
      about={t('about')}
      top={
        <Group gap="xs">
          <ActionIcon variant="default" size="lg" onClick={() => go(-1)} aria-label={t('previous')}>
            <Icon name="back" />
          </ActionIcon>
          <Text fw={600} miw={120} ta="center" aria-live="polite">
            {formatMonth(month)}
          </Text>
          <ActionIcon variant="default" size="lg" onClick={() => go(1)} disabled={isLatest} aria-label={t('next')}>
            <Icon name="forward" />
          </ActionIcon>
        </Group>
      }
    >
      <Loaded query={query} lines={6}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState icon="check" title={t('empty')}>
              {t('emptyAdvice')}
            </EmptyState>
          ) : (
            <ByCompany items={items} />
          )
        }
      </Loaded>
    </Screen>
  );
}

function ByCompany({ items }: { items: readonly HandConfirmation[] }) {
  const t = useTexts();
  const companyName = useCompanyName();
  const actorName = useActorName();
  const companies = [...Map.groupBy(items, ({ company_id: id }) => id)].toSorted(([, a], [, b]) => b.length - a.length);
  return (
    <Stack gap="lg">
      {companies.map(([id, confirmed]) => (
        <section key={id} aria-label={companyName(id)}>
          <Group gap="xs" mb={6}>
            <Title order={2}>{companyName(id)}</Title>
            <Text c="var(--goen-quiet)">{t('count', { count: confirmed.length })}</Text>
          </Group>
          <DataTable
            label={t('listOf', { name: companyName(id) })}
            rows={confirmed}
            getKey={(row) => row.registration_id}
            columns={[
              { heading: t('confirmedAt'), render: (row) => <When at={row.confirmed_at} /> },
              { heading: t('confirmedBy'), render: (row) => actorName(row.confirmed_by) },
              { heading: t('state'), render: (row) => t(`states.${toState(row.state)}`) },
              { heading: t('registration'), render: (row) => row.registration_id },
            ]}
          />
        </section>
      ))}
    </Stack>
  );
}

const states = ['confirmed', 'refused', 'withdrawn', 'expired', 'erased'] as const;
const toState = (state: string) => states.find((known) => known === state) ?? 'unconfirmed';
