import type { MemberNotifications } from '@goen/client';
import { notifications as toasts } from '@mantine/notifications';
import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query';
import { useTexts } from './texts.ts';

/** Saves settings as they are chosen; the last choice counts. */
export function useSaveNotifications(
  queryKey: QueryKey,
  save: (settings: MemberNotifications) => Promise<MemberNotifications>,
): (settings: MemberNotifications) => void {
  const t = useTexts();
  const queryClient = useQueryClient();
  return useMutation({
    scope: { id: 'notifications' },
    mutationFn: save,
    onMutate: (next) => {
      queryClient.setQueryData(queryKey, next);
    },
    onSuccess: () => toasts.show({ id: 'notifications-saved', message: t('saved'), role: 'status' }),
    onSettled: () => queryClient.invalidateQueries({ queryKey }),
  }).mutate;
}
