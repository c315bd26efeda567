import type { Position } from '@goen/client';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useMay, useMe } from '../../api/me.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { Screen } from '../../ui/screen.tsx';
import { PositionForm } from './position-form.tsx';
import { type PositionValues, toPatch, toValues } from './position-values.ts';
import { changePosition, positionQuery } from './queries.ts';
import { useTexts } from './texts.ts';

const route = getRouteApi('/_company/positions_/$positionId_/edit');

export function EditPosition() {
  const t = useTexts();
  const { positionId } = route.useParams();
  const mayWrite = useMay('positions:write');
  const query = useQuery(positionQuery(positionId));
  return (
    <Screen title={t('editTitle')}>
      {mayWrite ? (
        <Loaded query={query} lines={10}>
          {(position) => <Editor key={positionId} position={position} />}
        </Loaded>
      ) : (
        <EmptyState icon="positions" title={t('mayNotWrite')} />
      )}
    </Screen>
  );
}

function Editor({ position }: { position: Position }) {
  const t = useTexts();
  const { member } = useMe();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  // What somebody else saves meanwhile does not undo what is being typed.
  const [before] = useState(() => toValues(position, member?.company.name ?? ''));
  const { id } = position;
  const toDetails = () =>
    navigate({ to: '/positions/$positionId', params: { positionId: id }, search: { tab: 'details' } });
  const save = useMutation({
    mutationFn: async (values: PositionValues) => {
      const patch = toPatch(before, values);
      return Object.keys(patch).length === 0 ? position : changePosition(id, patch);
    },
    meta: { showsProblem: true },
    onSuccess: async () => {
      for (const topic of ['positions', 'candidates']) await queryClient.invalidateQueries({ queryKey: [topic] });
      notifications.show({ message: t('saved'), role: 'status' });
      await toDetails();
    },
  });
  return (
    <PositionForm
      before={before}
      position={position}
      save={save.mutateAsync}
      isSaving={save.isPending}
      error={save.error}
      onCancel={() => void toDetails()}
    />
  );
}
