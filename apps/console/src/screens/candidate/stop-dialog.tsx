import type { CandidateRecord, ErasureOrder } from '@goen/client';
import { Button, Group, Modal, Radio, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useShellTexts } from '../../shell/texts.ts';
import { toPersonName } from '../../words/person-name.ts';
import { useWords } from '../../words/use-words.ts';
import { useTexts } from './texts.ts';
import { usePersonCalls, usePersonMutation } from './use-person-calls.ts';

export const channels = ['email', 'phone', 'letter', 'in_person'] as const;

/** Somebody asked for no more mails: how they did is kept with it. */
export function StopDialog({ person, onClose }: { person: CandidateRecord; onClose: () => void }) {
  const t = useTexts();
  const words = useWords();
  const shell = useShellTexts();
  const [via, setVia] = useState<ErasureOrder['asked_via']>('email');
  const { stopMails } = usePersonCalls(person.id);
  const stop = usePersonMutation(stopMails, {
    onSuccess: () => {
      onClose();
      notifications.show({ message: t('stopped'), role: 'status' });
    },
  });
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('stop')}
      closeButtonProps={{ 'aria-label': shell('close') }}
      transitionProps={{ duration: 0 }}
    >
      <Stack>
        <Text>{t('stopAbout', { name: toPersonName(person) ?? words('noName') })}</Text>
        <Radio.Group label={t('stopVia')} value={via} onChange={(value) => setVia(value)}>
          <Stack gap="xs" mt="xs">
            {channels.map((channel) => (
              <Radio key={channel} value={channel} label={t(`channels.${channel}`)} />
            ))}
          </Stack>
        </Radio.Group>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            {shell('cancel')}
          </Button>
          <Button color="red" onClick={() => stop.mutate(via)} loading={stop.isPending}>
            {t('stop')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
