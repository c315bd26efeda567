import { unwrap } from '@goen/client';
import { Alert, Button, Group, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { useMay } from '../../api/me.ts';
import { useFormats } from '../../i18n/dates.ts';
import { Icon } from '../../shell/icons.tsx';
import { confirm } from '../../ui/confirm.ts';
import { useActorName } from '../../words/use-actor-name.ts';
import { pauseQuery } from './queries.ts';
import { useTexts } from './texts.ts';

function usePause() {
  const queryClient = useQueryClient();
  const { data } = useQuery(pauseQuery);
  const change = useMutation({
    mutationFn: (action: 'pause' | 'resume') => unwrap(api.POST(`/v1/mails/${action}`)),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['mails'] }),
  });
  return { pause: data, change };
}

/** Stops everything, for the day on which something is wrong. */
export function PauseButton() {
  const t = useTexts();
  const { pause, change } = usePause();
  const mayDecide = useMay('mail:write');
  if (!mayDecide || pause === undefined || pause.paused) return null;
  const ask = async () => {
    const question = { title: t('pauseTitle'), consequence: t('pauseAdvice'), action: t('pause'), isDangerous: true };
    if (await confirm(question)) change.mutate('pause');
  };
  return (
    <Button
      variant="default"
      size="xs"
      leftSection={<Icon name="pause" size={16} />}
      onClick={() => void ask()}
      loading={change.isPending}
    >
      {t('pause')}
    </Button>
  );
}

export function PauseBanner() {
  const t = useTexts();
  const { formatTime } = useFormats();
  const actorName = useActorName();
  const { pause, change } = usePause();
  const mayDecide = useMay('mail:write');
  if (!pause?.paused) return null;
  return (
    <Alert color="orange" variant="outline" icon={<Icon name="pause" />} title={t('paused')}>
      <Group justify="space-between">
        <Text size="sm">
          {t('pausedBy', { name: actorName(pause.by), time: pause.since ? formatTime(pause.since) : '' })}
        </Text>
        {mayDecide && (
          <Button size="xs" onClick={() => change.mutate('resume')} loading={change.isPending}>
            {t('resume')}
          </Button>
        )}
      </Group>
    </Alert>
  );
}
