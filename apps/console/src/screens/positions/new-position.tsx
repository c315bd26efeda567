import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useMay, useMe } from '../../api/me.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Screen } from '../../ui/screen.tsx';
import { PositionForm } from './position-form.tsx';
import { noPosition, type PositionValues, toNewPosition } from './position-values.ts';
import { openPosition } from './queries.ts';
import { useTexts } from './texts.ts';

/** Opens a position; its former candidates are the next thing to see. */
export function NewPosition() {
  const t = useTexts();
  const { member } = useMe();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const mayWrite = useMay('positions:write');
  const save = useMutation({
    mutationFn: (values: PositionValues) => openPosition(toNewPosition(values)),
    meta: { showsProblem: true },
    onSuccess: async ({ id, title }) => {
      await queryClient.invalidateQueries({ queryKey: ['positions'] });
      notifications.show({ message: t('created', { title }), role: 'status' });
      await navigate({ to: '/positions/$positionId', params: { positionId: id } });
    },
  });
  return (
    <Screen title={t('newTitle')}>
      {mayWrite ? (
        <PositionForm
          before={noPosition(member?.company.name ?? '')}
          save={save.mutateAsync}
          isSaving={save.isPending}
          error={save.error}
          onCancel={() => void navigate({ to: '/positions' })}
        />
      ) : (
        <EmptyState icon="positions" title={t('mayNotWrite')} />
      )}
    </Screen>
  );
}
