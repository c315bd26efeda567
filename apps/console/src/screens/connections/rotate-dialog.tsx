import { Button, Group, Modal, Select, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useShellTexts } from '../../shell/texts.ts';
import { useTexts } from './texts.ts';

type RotateDialogProps = {
  title: string;
  consequence: string;
  action: string;
  /** How long the old one may go on working. */
  hours: readonly number[];
  isBusy: boolean;
  onRotate: (hours: number) => void;
  onClose: () => void;
};
const presetHours = 24;
const hoursPerDay = 24;

/** A new key or secret in place of the old one, which works a while longer. */
export function RotateDialog({ title, consequence, action, hours, isBusy, onRotate, onClose }: RotateDialogProps) {
  const t = useTexts();
  const shell = useShellTexts();
  const [overlap, setOverlap] = useState(String(presetHours));
  const nameHours = (count: number) => {
    if (count === 0) return t('overlapNone');
    return count < hoursPerDay ? t('hours', { count }) : t('days', { count: count / hoursPerDay });
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      closeButtonProps={{ 'aria-label': shell('close') }}
      transitionProps={{ duration: 0 }}
    >
      <Stack>
        <Text>{consequence}</Text>
        <Select
          label={t('overlap')}
          description={t('overlapAdvice')}
          allowDeselect={false}
          value={overlap}
          onChange={(value) => value !== null && setOverlap(value)}
          data={hours.map((count) => ({ value: String(count), label: nameHours(count) }))}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            {shell('cancel')}
          </Button>
          <Button onClick={() => onRotate(Number(overlap))} loading={isBusy}>
            {action}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
