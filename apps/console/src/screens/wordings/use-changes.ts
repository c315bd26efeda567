import type { BuiltInWording, Wording, WordingText } from '@goen/client';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { confirm } from '../../ui/confirm.ts';
import { retireWording, saveWording } from './queries.ts';
import { findNearest, findOwn, type Target } from './targets.ts';
import { useTexts } from './texts.ts';

function useRefresh() {
  const queryClient = useQueryClient();
  return async () => {
    for (const topic of ['wordings', 'mails']) await queryClient.invalidateQueries({ queryKey: [topic] });
  };
}

/** A new version, used from the next mail on. Faults are shown at their place. */
export function useSave(target: Target, onSaved: () => void) {
  const t = useTexts();
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (text: WordingText) => saveWording(target, text),
    meta: { showsProblem: true },
    onSuccess: async ({ version }) => {
      onSaved();
      notifications.show({ message: t('saved', { version }), role: 'status' });
      await refresh();
    },
  });
}

/** Takes the wording out of use, once the consequence was read; the editor shows what is used instead. */
export function useRetire(
  target: Target,
  onRetired: (next: WordingText) => void,
  wordings: readonly Wording[],
  builtIn: BuiltInWording,
) {
  const t = useTexts();
  const refresh = useRefresh();
  const retire = useMutation({
    mutationFn: () => retireWording(target),
    onSuccess: async () => {
      const own = findOwn(wordings, target);
      const { subject, body } =
        findNearest(
          wordings.filter((wording) => wording !== own),
          target,
        ) ?? builtIn;
      onRetired({ subject: subject ?? '', body: body ?? '' });
      notifications.show({ message: t('retired'), role: 'status' });
      await refresh();
    },
  });
  const ask = async () => {
    const question = { title: t('retireTitle'), consequence: t('retireAdvice'), action: t('retire') };
    if (await confirm({ ...question, isDangerous: true })) retire.mutate();
  };
  return { ask, isPending: retire.isPending };
}
