import { Button, Group, Modal, NumberInput, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { toButtonState } from '../../api/to-button-state.ts';
import { useFormats } from '../../i18n/dates.ts';
import { useShellTexts } from '../../shell/texts.ts';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { enterApplications, removeApplications } from './queries.ts';
import { useTexts } from './texts.ts';

const most = 1_000_000;

/** The company's own number of all applications of a month: sources tell of rejected ones alone. */
export function EnterApplications({ month, entered }: { month: string; entered: number | null }) {
  const t = useTexts();
  const shell = useShellTexts();
  const { formatMonth } = useFormats();
  const queryClient = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const [count, setCount] = useState<number | null>(entered);
  const save = useMutation({
    mutationFn: async (next: number | null) => {
      if (next === null) await removeApplications(month);
      else await enterApplications(month, next);
    },
    meta: { showsProblem: true },
    onSuccess: async (_done, next) => {
      setOpen(false);
      notifications.show({ message: t(next === null ? 'enteredRemoved' : 'enteredSaved'), role: 'status' });
      await queryClient.invalidateQueries({ queryKey: ['reports'] });
    },
  });
  const open = () => {
    setCount(entered);
    setOpen(true);
  };
  const saving = toButtonState(save, (saved) => saved !== null);
  return (
    <>
      <Button
        size="compact-xs"
        variant="default"
        onClick={open}
        aria-label={t('enterFor', { month: formatMonth(month) })}
      >
        {t('enter')}
      </Button>
      <Modal
        opened={isOpen}
        onClose={() => setOpen(false)}
        title={t('enterFor', { month: formatMonth(month) })}
        closeButtonProps={{ 'aria-label': shell('close') }}
        transitionProps={{ duration: 0 }}
      >
        <Stack>
          <Text size="sm">{t('enterAdvice')}</Text>
          <NumberInput
            label={t('measures.applications')}
            value={count ?? ''}
            onChange={(value) => setCount(typeof value === 'number' ? value : null)}
            min={0}
            max={most}
            allowDecimal={false}
            thousandSeparator=","
            data-autofocus
          />
          {save.error !== null && <ProblemAlert error={save.error} />}
          <Group justify="flex-end">
            {entered !== null && (
              <Button
                variant="subtle"
                onClick={() => save.mutate(null)}
                {...toButtonState(save, (saved) => saved === null)}
              >
                {t('removeEntered')}
              </Button>
            )}
            <Button variant="default" onClick={() => setOpen(false)}>
              {shell('cancel')}
            </Button>
            <Button
              onClick={() => save.mutate(count)}
              disabled={count === null || saving.disabled}
              loading={saving.loading}
            >
              {t('save')}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
