import { unwrap, type WebhookDelivery } from '@goen/client';
import { Button, Group, Select, Text, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { toRows } from '../../api/pages.ts';
import { useFormats } from '../../i18n/dates.ts';
import { StateBadge, type Tone } from '../../ui/state-badge.tsx';
import { When } from '../../ui/when.tsx';
import { toTextKey } from './event-types.ts';
import { Log } from './log.tsx';
import { deliveriesQuery } from './queries.ts';
import { useTexts } from './texts.ts';

const tones: Readonly<Record<WebhookDelivery['state'], Tone>> = {
  pending: 'neutral',
  delivered: 'good',
  failed: 'bad',
  dropped: 'stopped',
};
const states = Object.keys(tones) as WebhookDelivery['state'][];

/** What was sent to an endpoint and how it answered, the newest first. */
export function DeliveryLog({ endpointId }: { endpointId: string }) {
  const t = useTexts();
  const [state, setState] = useState<WebhookDelivery['state'] | null>(null);
  const query = useInfiniteQuery(deliveriesQuery(endpointId, state));
  const queryClient = useQueryClient();
  const replay = useMutation({
    mutationFn: (id: string) =>
      unwrap(
        api.POST('/v1/webhook-events/{id}/replay', { params: { path: { id } }, body: { endpoint_id: endpointId } }),
      ),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: ['webhooks'] });
      notifications.show({ message: t('resent'), role: 'status' });
    },
  });
  return (
    <section aria-label={t('deliveries')}>
      <Group justify="space-between" mb={4}>
        <Title order={3}>{t('deliveries')}</Title>
        <Select
          size="xs"
          w={150}
          clearable
          aria-label={t('journalState')}
          placeholder={t('anyState')}
          value={state}
          onChange={setState}
          data={states.map((value) => ({ value, label: t(`webhookStates.${value}`) }))}
        />
      </Group>
      <Text size="xs" c="dimmed" mb={4}>
        {t('deliveriesAdvice')}
      </Text>
      <Log
        query={query}
        rows={toRows(query.data)}
        empty={t(state === null ? 'deliveriesEmpty' : 'journalNone')}
        renderRow={(delivery) => (
          <>
            <div>
              <Group gap="xs">
                <Text span size="sm" fw={600}>
                  {t(`events.${toTextKey(delivery.type)}`)}
                </Text>
                <StateBadge tone={tones[delivery.state]}>{t(`webhookStates.${delivery.state}`)}</StateBadge>
              </Group>
              <Text size="xs" c="dimmed">
                <When at={delivery.created_at} />
              </Text>
              <Outcome delivery={delivery} />
            </div>
            {delivery.state !== 'pending' && (
              <Button
                size="compact-sm"
                variant="default"
                loading={replay.isPending && replay.variables === delivery.event_id}
                onClick={() => replay.mutate(delivery.event_id)}
              >
                {t('resend')}
              </Button>
            )}
          </>
        )}
      />
    </section>
  );
}

function Outcome({ delivery }: { delivery: WebhookDelivery }) {
  const t = useTexts();
  const { formatTime } = useFormats();
  const { attempts, last_error: error, last_status: status, next_attempt_at: next } = delivery;
  if (error === null) return null;
  return (
    <Text size="sm">
      {error === 'http_status' ? t('webhookErrors.http_status', { status: status ?? 0 }) : t(`webhookErrors.${error}`)}
      {t('attempts', { count: attempts })}
      {next !== null && t('nextAttempt', { time: formatTime(next) })}
    </Text>
  );
}
