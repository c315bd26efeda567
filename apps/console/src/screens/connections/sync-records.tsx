import { type Connection, type SyncRecord, unwrap } from '@goen/client';
import { Button, Group, Select, Text, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { useMay } from '../../api/me.ts';
import { toRows } from '../../api/pages.ts';
import { CandidateLink } from '../../ui/candidate-link.tsx';
import { confirm } from '../../ui/confirm.ts';
import { StateBadge, type Tone } from '../../ui/state-badge.tsx';
import { When } from '../../ui/when.tsx';
import { Log } from './log.tsx';
import { recordsQuery } from './queries.ts';
import { useTexts } from './texts.ts';

const tones: Readonly<Record<SyncRecord['state'], Tone>> = {
  stuck: 'bad',
  pending: 'neutral',
  synced: 'good',
  erased: 'stopped',
};
const states = Object.keys(tones) as SyncRecord['state'][];

/** The candidates in a CRM: which cannot be written and why, with ways to push them again. */
export function SyncRecords({ connection: { id, kind } }: { connection: Connection }) {
  const t = useTexts();
  const mayExport = useMay('candidates:read');
  const [state, setState] = useState<SyncRecord['state']>('stuck');
  const query = useInfiniteQuery(recordsQuery(id, state));
  const rows = toRows(query.data).map((record) => ({ ...record, id: record.candidate_id }));
  const queryClient = useQueryClient();
  const refresh = () => queryClient.invalidateQueries({ queryKey: ['connections'] });
  const params = { path: { id } };
  const retry = useMutation({
    mutationFn: (candidate: string | null) =>
      unwrap(
        api.POST('/v1/connections/{id}/records/retry', {
          params,
          body: candidate === null ? {} : { candidate_ids: [candidate] },
        }),
      ),
    onSuccess: async ({ retried }) => {
      await refresh();
      notifications.show({ message: t('retried', { count: retried }), role: 'status' });
    },
  });
  const resync = useMutation({
    mutationFn: () => unwrap(api.POST('/v1/connections/{id}/resync', { params })),
    onSuccess: async () => {
      await refresh();
      notifications.show({ message: t('resyncStarted'), role: 'status' });
    },
  });
  const askToResync = async () => {
    const question = { title: t('resyncTitle'), consequence: t('resyncConsequence'), action: t('resyncAction') };
    if (await confirm(question)) resync.mutate();
  };
  return (
    <section aria-label={t('records')}>
      <Group justify="space-between" mb={4}>
        <Title order={3}>{t('records')}</Title>
        <Group gap="xs">
          {state === 'stuck' && rows.length > 0 && (
            <Button size="xs" variant="default" loading={retry.isPending} onClick={() => retry.mutate(null)}>
              {t('retryAll')}
            </Button>
          )}
          <Button size="xs" variant="default" loading={resync.isPending} onClick={() => void askToResync()}>
            {t('resync')}
          </Button>
          {kind === 'talentcloud' && mayExport && (
            <Button size="xs" variant="default" component="a" href={`/v1/connections/${id}/export.csv`} download>
              {t('exportCsv')}
            </Button>
          )}
          <Select
            size="xs"
            w={150}
            allowDeselect={false}
            aria-label={t('recordState')}
            value={state}
            onChange={(next) => next !== null && setState(next)}
            data={states.map((value) => ({ value, label: t(`recordStates.${value}`) }))}
          />
        </Group>
      </Group>
      <Text size="xs" c="dimmed" mb={4}>
        {t('recordsAdvice')}
      </Text>
      <Log
        query={query}
        rows={rows}
        empty={t(`recordsEmpty.${state}`)}
        renderRow={(record) => (
          <>
            <div>
              <Group gap="xs">
                <StateBadge tone={tones[record.state]}>{t(`recordStates.${record.state}`)}</StateBadge>
                {record.state !== 'erased' && (
                  <CandidateLink id={record.candidate_id}>{t('openCandidate')}</CandidateLink>
                )}
                {record.pushed_at !== null && <When at={record.pushed_at} />}
              </Group>
              {record.fault !== null && (
                <Text size="sm">
                  {t(`faults.${record.fault.code}.title`)} {t('answer', { detail: record.fault.detail })}
                </Text>
              )}
              {record.failing_since !== null && (
                <Text size="xs" c="dimmed">
                  {t('failingSince')} <When at={record.failing_since} />
                </Text>
              )}
            </div>
            {record.state === 'stuck' && (
              <Button
                size="compact-sm"
                variant="default"
                loading={retry.isPending && retry.variables === record.candidate_id}
                onClick={() => retry.mutate(record.candidate_id)}
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
