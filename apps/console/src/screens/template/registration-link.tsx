import type { RegistrationLink as Link } from '@goen/client';
import { Button, Group, Modal, NumberInput, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useMay } from '../../api/me.ts';
import { useFormats } from '../../i18n/dates.ts';
import { useShellTexts } from '../../shell/texts.ts';
import { CopyText } from './copy-text.tsx';
import { rotateLink } from './queries.ts';
import { useTexts } from './texts.ts';

const usualKeepDays = 30;
const maxKeepDays = 90;

/** The link of the text, and a way to replace it. */
export function RegistrationLink({ link: { url, created_at: since } }: { link: Link }) {
  const t = useTexts();
  const shell = useShellTexts();
  const { formatTime } = useFormats();
  const mayRotate = useMay('mail:write');
  const queryClient = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const [keepDays, setKeepDays] = useState(usualKeepDays);
  const rotate = useMutation({
    mutationFn: () => rotateLink(keepDays),
    onSuccess: async () => {
      setAsking(false);
      notifications.show({ message: t('rotated'), role: 'status' });
      await queryClient.invalidateQueries({ queryKey: ['settings'] });
    },
  });
  return (
    <>
      <Text size="sm" ff="monospace">
        {url}
      </Text>
      <Text size="sm" c="dimmed">
        {t('linkSince', { time: formatTime(since) })}
      </Text>
      <Group>
        <CopyText text={url} label={t('copyLink')} />
        {mayRotate && (
          <Button variant="subtle" size="compact-sm" onClick={() => setAsking(true)}>
            {t('rotate')}
          </Button>
        )}
      </Group>
      <Modal
        opened={isAsking}
        onClose={() => setAsking(false)}
        title={t('rotateTitle')}
        closeButtonProps={{ 'aria-label': shell('close') }}
      >
        <Text mb="sm">{t('rotateAdvice')}</Text>
        <NumberInput
          label={t('keepDays')}
          description={t('keepDaysAdvice')}
          min={0}
          max={maxKeepDays}
          allowDecimal={false}
          value={keepDays}
          onChange={(value) => setKeepDays(Number(value))}
        />
        <Group justify="flex-end" mt="lg">
          <Button variant="default" onClick={() => setAsking(false)}>
            {shell('cancel')}
          </Button>
          <Button color="red" onClick={() => rotate.mutate()} loading={rotate.isPending}>
            {t('rotate')}
          </Button>
        </Group>
      </Modal>
    </>
  );
}
