import { type HookDelivery, unwrap } from '@goen/client';
import { Button, Group, Select, Text, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { toRows } from '../../api/pages.ts';
import { StateBadge, type Tone } from '../../ui/state-badge.tsx';
import { When } from '../../ui/when.tsx';
import { Log } from './log.tsx';
import { journalQuery } from './queries.ts';
import { useTexts } from './texts.ts';

const tones: Readonly<Record<HookDelivery['state'], Tone>> = {
  received: 'neutral',
  held: 'stopped',
  taken: 'good',
  ignored: 'neutral',
  refused: 'bad',
};
const states = Object.keys(tones) as HookDelivery['state'][];
const isOpen = ({ state, replayable }: HookDelivery) =>
  replayable && (state === 'held' || state === 'refused' || state === 'received');

/** What the system sent and what became of it, with a way to process it again. */
export function Journal({ id }: { id: string }) {
  const t = useTexts();
  const [state, setState] = useState<HookDelivery['state'] | null>(null);
  const query = useInfiniteQuery(journalQuery(id, state));
  const rows = toRows(query.data);
  const queryClient = useQueryClient();
  const refresh = () => queryClient.invalidateQueries({ queryKey: ['connections'] });
  const replay = useMutation({
    mutationFn: (delivery: string) =>
      unwrap(api.POST('/v1/connections/{id}/deliveries/{delivery}/replay', { params: { path: { id, delivery } } })),
    onSuccess: async ({ state: next }) => {
      await refresh();
      notifications.show({ message: t('replayed', { state: t(`deliveryStates.${next}`) }), role: 'status' });
    },
  });
  const replayAll = useMutation({
    mutationFn: () => unwrap(api.POST('/v1/connections/{id}/deliveries/replay', { params: { path: { id } } })),
    onSuccess: async (counts) => {
      await refresh();
      const key = counts.left > 0 ? 'replayedSome' : 'replayedAll';
      notifications.show({ message: t(key, counts), role: 'status' });
    },
  });
  return (
    <section aria-label={t('journal')}>
      <Group justify="space-between" mb={4}>
        <Title order={3}>{t('journal')}</Title>
        <Group gap="xs">
          {rows.some(isOpen) && (
            <Button size="xs" variant="default" loading={replayAll.isPending} onClick={() => replayAll.mutate()}>
              {t('replayAll')}
            </Button>
          )}
          <Select
            size="xs"
            w={150}
            clearable
            aria-label={t('journalState')}
            placeholder={t('anyState')}
            value={state}
            onChange={setState}
            data={states.map((value) => ({ value, label: t(`deliveryStates.${value}`) }))}
          />
        </Group>
      </Group>
      <Text size="xs" c="dimmed" mb={4}>
        {t('journalAdvice')}
      </Text>
      <Log
        query={query}
        rows={rows}
        empty={t(state === null ? 'journalEmpty' : 'journalNone')}
        renderRow={(delivery) => (
          <>
            <div>
              <Group gap="xs">
                <When at={delivery.received_at} />
                <StateBadge tone={tones[delivery.state]}>{t(`deliveryStates.${delivery.state}`)}</StateBadge>
                {delivery.deliveries > 1 && (
                  <Text span size="xs" c="dimmed">
                    {t('sentTimes', { count: delivery.deliveries })}
                  </Text>
                )}
              </Group>
              <Results delivery={delivery} />
              {delivery.settled_at !== null && delivery.settled_at > delivery.received_at && (
                <Text size="xs" c="dimmed">
                  {t('settledAt')} <When at={delivery.settled_at} />
                </Text>
              )}
            </div>
            {isOpen(delivery) && (
              <Button
                size="compact-sm"
                variant="default"
                loading={replay.isPending && replay.variables === delivery.id}
                onClick={() => replay.mutate(delivery.id)}
              >
                {t('replay')}
              </Button>
            )}
          </>
        )}
      />
    </section>
  );
}

function Results({ delivery: { results } }: { delivery: HookDelivery }) {
  const t = useTexts();
  return results.map((result, index) => (
    // Results have nothing but their place.
    // oxlint-disable-next-line react/no-array-index-key
    <Text key={`${result.kind}-${index}`} size="sm">
      {result.kind === 'rejection' && t(result.known ? 'results.known' : 'results.rejection')}
      {result.kind === 'event' && t('results.event')}
      {result.kind === 'ignored' && t('results.ignored', { reason: result.reason })}
      {result.kind === 'refused' &&
        t('results.refused', {
          errors: result.errors.map(({ pointer, detail }) => `${pointer}: ${detail}`).join(' / '),
        })}
    </Text>
  ));
}
