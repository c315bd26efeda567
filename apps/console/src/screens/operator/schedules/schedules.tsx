import type { OperatorSchedule } from '@goen/client/operator';
import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { DataTable } from '../../../ui/data-table.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Loaded } from '../../../ui/loaded.tsx';
import { Screen } from '../../../ui/screen.tsx';
import { StateBadge } from '../../../ui/state-badge.tsx';
import { When } from '../../../ui/when.tsx';
import { schedulesQuery } from './queries.ts';
import { useTexts } from './texts.ts';

/** What runs by itself: polls of connections and the platform's own rounds, as Temporal has them. */
export function Schedules() {
  const t = useTexts();
  const query = useQuery(schedulesQuery);
  return (
    <Screen title={t('title')} about={t('about')}>
      <Loaded query={query} lines={6}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState icon="clock" title={t('empty')}>
              {t('emptyAdvice')}
            </EmptyState>
          ) : (
            <DataTable
              label={t('list')}
              rows={items}
              getKey={({ id }) => id}
              columns={[
                { heading: t('name'), render: (row) => <ScheduleName schedule={row} /> },
                {
                  heading: t('state'),
                  render: ({ paused }) => (
                    <StateBadge tone={paused ? 'stopped' : 'good'}>{paused ? t('paused') : t('running')}</StateBadge>
                  ),
                },
                {
                  heading: t('lastRun'),
                  render: ({ last_run_at: at }) => (at === null ? t('never') : <When at={at} isRelative />),
                },
                {
                  heading: t('nextRun'),
                  render: ({ next_run_at: at }) => (at === null ? t('none') : <When at={at} />),
                },
              ]}
            />
          )
        }
      </Loaded>
    </Screen>
  );
}

const workflows = ['connectionPoll', 'relayRound', 'retentionRound'] as const;

function ScheduleName({ schedule: { id, purpose, workflow } }: { schedule: OperatorSchedule }) {
  const t = useTexts();
  const known = workflows.find((name) => name === workflow);
  return (
    <>
      {known === undefined ? (purpose ?? workflow ?? id) : t(`workflows.${known}`)}
      <Text size="xs" fw={400} c="var(--goen-quiet)">
        {id}
      </Text>
    </>
  );
}
