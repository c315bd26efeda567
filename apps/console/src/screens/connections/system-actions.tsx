import { type Connection, type ConnectionKind, unwrap } from '@goen/client';
import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { confirm } from '../../ui/confirm.ts';
import { DetailActions } from '../../ui/list-detail.tsx';
import { useTexts } from './texts.ts';

type SystemActionsProps = {
  connection: Connection;
  kind: ConnectionKind;
  isEditing: boolean;
  setEditing: (isEditing: boolean) => void;
  onDeleted: () => void;
};

export function SystemActions({
  connection: { id, name, state },
  kind,
  isEditing,
  setEditing,
  onDeleted,
}: SystemActionsProps) {
  const t = useTexts();
  const queryClient = useQueryClient();
  const params = { path: { id } };
  const refresh = () => queryClient.invalidateQueries({ queryKey: ['connections'] });
  const test = useMutation({
    mutationFn: () => unwrap(api.POST('/v1/connections/{id}/test', { params })),
    onSuccess: async ({ ok }) => {
      await refresh();
      if (ok) notifications.show({ message: t('testOk'), role: 'status' });
      else notifications.show({ color: 'red', message: t('testFailed'), role: 'alert' });
    },
  });
  const change = useMutation({
    mutationFn: (next: 'active' | 'paused') =>
      unwrap(api.PATCH('/v1/connections/{id}', { params, body: { state: next } })),
    onSuccess: async (changed) => {
      await refresh();
      notifications.show({ message: t(changed.state === 'paused' ? 'pausedDone' : 'resumedDone'), role: 'status' });
    },
  });
  const remove = useMutation({
    mutationFn: () => unwrap(api.DELETE('/v1/connections/{id}', { params })),
    onSuccess: async () => {
      notifications.show({ message: t('removed', { name }), role: 'status' });
      onDeleted();
      await refresh();
    },
  });
  const askToRemove = async () => {
    const question = { title: t('removeTitle', { name }), consequence: t('removeConsequence'), action: t('remove') };
    if (await confirm({ ...question, isDangerous: true })) remove.mutate();
  };
  // Nothing can be called where the system calls us, or where files are carried.
  const canTest = kind.channels.some((channel) => channel === 'poll' || channel === 'push');
  return (
    <DetailActions>
      {canTest && (
        <Button size="sm" onClick={() => test.mutate()} loading={test.isPending} disabled={state === 'paused'}>
          {t('test')}
        </Button>
      )}
      <Button size="sm" variant="default" onClick={() => setEditing(!isEditing)} aria-pressed={isEditing}>
        {isEditing ? t('stopEditing') : t('edit')}
      </Button>
      <Button
        size="sm"
        variant="default"
        loading={change.isPending}
        onClick={() => change.mutate(state === 'paused' ? 'active' : 'paused')}
      >
        {state === 'paused' ? t('resume') : t('pause')}
      </Button>
      <Button size="sm" variant="default" loading={remove.isPending} onClick={() => void askToRemove()}>
        {t('remove')}
      </Button>
    </DetailActions>
  );
}
