import { unwrap } from '@goen/client';
import type { OperatorCase } from '@goen/client/operator';
import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { operatorApi } from '../../../api/operator.ts';
import { useShortcuts } from '../../../shell/keyboard.ts';
import { showUndo } from '../../../ui/undo-toast.tsx';
import { useTexts } from './texts.ts';

/** Nudge, pause and resume: each can be taken back or repeated, so nobody is asked first. */
export function CaseActions({ openCase: { id, mail } }: { openCase: OperatorCase }) {
  const t = useTexts();
  const queryClient = useQueryClient();
  const params = { path: { id } };
  const reload = () => queryClient.invalidateQueries({ queryKey: ['operator-cases'] });
  const pause = async () => {
    await unwrap(operatorApi.POST('/operator/cases/{id}/pause', { params }));
    await reload();
  };
  const resume = async () => {
    await unwrap(operatorApi.POST('/operator/cases/{id}/resume', { params }));
    await reload();
  };
  const isHeld = mail?.decision === 'held';
  const nudge = useMutation({
    mutationFn: () => unwrap(operatorApi.POST('/operator/cases/{id}/nudge', { params })),
    onSuccess: () => {
      notifications.show({ message: t('nudged'), role: 'status' });
      return reload();
    },
  });
  const toggle = useMutation({
    // Once the case is read again, `isHeld` is the other state.
    mutationFn: async () => {
      await (isHeld ? resume : pause)();
      return isHeld;
    },
    onSuccess: (wasHeld) => {
      showUndo({ message: wasHeld ? t('resumed') : t('paused'), until: null, undo: wasHeld ? pause : resume });
    },
  });
  useShortcuts([
    { keys: 'n', text: t('nudge'), run: () => nudge.mutate(), isDisabled: nudge.isPending },
    {
      keys: 'p',
      text: isHeld ? t('resume') : t('pause'),
      run: () => toggle.mutate(),
      isDisabled: mail === null || toggle.isPending,
    },
  ]);
  return (
    <>
      <Button onClick={() => nudge.mutate()} loading={nudge.isPending}>
        {t('nudge')}
      </Button>
      {mail !== null && (
        <Button variant="default" onClick={() => toggle.mutate()} loading={toggle.isPending}>
          {isHeld ? t('resume') : t('pause')}
        </Button>
      )}
    </>
  );
}
