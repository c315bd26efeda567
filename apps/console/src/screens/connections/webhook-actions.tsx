import { unwrap, type WebhookEndpoint } from '@goen/client';
import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { confirm } from '../../ui/confirm.ts';
import { DetailActions } from '../../ui/list-detail.tsx';
import { RotateDialog } from './rotate-dialog.tsx';
import { useTexts } from './texts.ts';

type WebhookActionsProps = {
  endpoint: WebhookEndpoint;
  isEditing: boolean;
  setEditing: (isEditing: boolean) => void;
  onSecret: (secret: string) => void;
  onDeleted: () => void;
};

/** In hours; a week is the longest. */
const graces = [0, 1, 24, 72, 168];

export function WebhookActions({ endpoint, isEditing, setEditing, onSecret, onDeleted }: WebhookActionsProps) {
  const t = useTexts();
  const { id, url, state, format } = endpoint;
  const [isRotating, setRotating] = useState(false);
  const queryClient = useQueryClient();
  const params = { path: { id } };
  const refresh = () => queryClient.invalidateQueries({ queryKey: ['webhooks'] });
  const test = useMutation({
    mutationFn: () => unwrap(api.POST('/v1/webhook-endpoints/{id}/test', { params })),
    onSuccess: async () => {
      await refresh();
      notifications.show({ message: t('testQueued'), role: 'status' });
    },
  });
  const change = useMutation({
    mutationFn: (next: 'enabled' | 'disabled') =>
      unwrap(api.PATCH('/v1/webhook-endpoints/{id}', { params, body: { state: next } })),
    onSuccess: refresh,
  });
  const rotate = useMutation({
    mutationFn: (hours: number) =>
      unwrap(api.POST('/v1/webhook-endpoints/{id}/rotate-secret', { params, body: { grace_hours: hours } })),
    onSuccess: async ({ secret }) => {
      setRotating(false);
      await refresh();
      onSecret(secret);
    },
  });
  const remove = useMutation({
    mutationFn: () => unwrap(api.DELETE('/v1/webhook-endpoints/{id}', { params })),
    onSuccess: async () => {
      onDeleted();
      await refresh();
    },
  });
  const ask = async (question: Parameters<typeof confirm>[0], run: () => void) => {
    if (await confirm(question)) run();
  };
  return (
    <DetailActions>
      <Button size="sm" onClick={() => test.mutate()} loading={test.isPending} disabled={state === 'disabled'}>
        {t('sendTest')}
      </Button>
      <Button size="sm" variant="default" onClick={() => setEditing(!isEditing)} aria-pressed={isEditing}>
        {isEditing ? t('stopEditing') : t('edit')}
      </Button>
      <Button
        size="sm"
        variant="default"
        loading={change.isPending}
        onClick={() => change.mutate(state === 'enabled' ? 'disabled' : 'enabled')}
      >
        {state === 'enabled' ? t('disable') : t('enable')}
      </Button>
      {format === 'standard' && (
        <Button size="sm" variant="default" onClick={() => setRotating(true)}>
          {t('rotate')}
        </Button>
      )}
      <Button
        size="sm"
        variant="default"
        loading={remove.isPending}
        onClick={() =>
          void ask(
            {
              title: t('removeWebhookTitle', { url }),
              consequence: t('removeWebhookConsequence'),
              action: t('remove'),
              isDangerous: true,
            },
            () => remove.mutate(),
          )
        }
      >
        {t('remove')}
      </Button>
      {isRotating && (
        <RotateDialog
          title={t('rotateTitle')}
          consequence={t('rotateConsequence')}
          action={t('rotate')}
          hours={graces}
          isBusy={rotate.isPending}
          onRotate={(hours) => rotate.mutate(hours)}
          onClose={() => setRotating(false)}
        />
      )}
    </DetailActions>
  );
}
