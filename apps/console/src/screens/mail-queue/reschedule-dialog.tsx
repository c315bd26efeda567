import type { QueuedMail } from '@goen/client';
import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { addDays, todayInTokyo } from '../../i18n/dates.ts';
import { useShellTexts } from '../../shell/texts.ts';
import { DayTimeInput, toInstant } from '../../ui/date-fields.tsx';
import { useTexts } from './texts.ts';

type RescheduleDialogProps = {
  mails: readonly QueuedMail[] | null;
  onClose: () => void;
  /** An instant with Japan's offset. */
  onChoose: (sendAt: string) => void;
};

const maxDays = 60;

/** Asks for another time of sending, in Japan's time wherever the browser is. */
export function RescheduleDialog({ mails, onClose, onChoose }: RescheduleDialogProps) {
  const t = useTexts();
  const shell = useShellTexts();
  const today = todayInTokyo();
  const [at, setAt] = useState<string | null>(`${addDays(today, 1)} 10:00:00`);
  const choose = () => {
    if (at === null) return;
    onClose();
    onChoose(toInstant(at));
  };
  return (
    <Modal
      opened={mails !== null}
      onClose={onClose}
      title={t('reschedule')}
      closeButtonProps={{ 'aria-label': shell('close') }}
    >
      <Stack>
        <Text size="sm">{t('rescheduleAbout')}</Text>
        <DayTimeInput
          label={t('rescheduleAt')}
          value={at}
          onChange={setAt}
          minDate={today}
          maxDate={addDays(today, maxDays)}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {shell('cancel')}
          </Button>
          <Button onClick={choose} disabled={at === null}>
            {t('reschedule')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
