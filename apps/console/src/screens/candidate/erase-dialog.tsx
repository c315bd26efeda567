import type { CandidateRecord, ErasureOrder } from '@goen/client';
import { Button, Checkbox, Group, Modal, Select, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { describeFieldErrors } from '../../api/describe-problem.ts';
import { todayInTokyo } from '../../i18n/dates.ts';
import { useShellTexts } from '../../shell/texts.ts';
import { DayInput } from '../../ui/date-fields.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { toPersonName } from '../../words/person-name.ts';
import { useWords } from '../../words/use-words.ts';
import { channels } from './stop-dialog.tsx';
import { useTexts } from './texts.ts';
import { usePersonCalls, usePersonMutation } from './use-person-calls.ts';

const askers = ['person', 'representative', 'authority'] as const;
const reasons = ['asked_by_person', 'no_longer_needed', 'unlawful_use'] as const;

/** Who asked, how, and why: it stands in the certificate. Nothing is deleted before somebody says that they checked. */
export function EraseDialog({ person, onClose }: { person: CandidateRecord; onClose: () => void }) {
  const t = useTexts();
  const words = useWords();
  const shell = useShellTexts();
  const today = todayInTokyo();
  const [order, setOrder] = useState<ErasureOrder>({
    asked_by: 'person',
    asked_via: 'email',
    asked_on: today,
    reason: 'asked_by_person',
  });
  const [isChecked, setChecked] = useState(false);
  const change = (part: Partial<ErasureOrder>) => setOrder((now) => ({ ...now, ...part }));
  const { erase } = usePersonCalls(person.id);
  const run = usePersonMutation(erase, {
    meta: { showsProblem: true },
    onSuccess: () => {
      onClose();
      notifications.show({ message: t('erased'), role: 'status' });
    },
  });
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('erase')}
      closeButtonProps={{ 'aria-label': shell('close') }}
      transitionProps={{ duration: 0 }}
    >
      <Stack>
        <Text>{t('eraseAbout', { name: toPersonName(person) ?? words('noName') })}</Text>
        {run.error !== null && <ProblemAlert error={run.error} />}
        <Select
          label={t('askedBy')}
          allowDeselect={false}
          data={askers.map((value) => ({ value, label: t(`askers.${value}`) }))}
          value={order.asked_by}
          onChange={(value) => value !== null && change({ asked_by: value })}
        />
        <Select
          label={t('stopVia')}
          allowDeselect={false}
          data={channels.map((value) => ({ value, label: t(`channels.${value}`) }))}
          value={order.asked_via}
          onChange={(value) => value !== null && change({ asked_via: value })}
        />
        <DayInput
          label={t('askedOn')}
          clearable={false}
          value={order.asked_on}
          maxDate={today}
          onChange={(day) => day !== null && change({ asked_on: day })}
          error={describeFieldErrors(run.error)['/asked_on']}
        />
        <Select
          label={t('eraseReason')}
          allowDeselect={false}
          data={reasons.map((value) => ({ value, label: t(`reasons.${value}`) }))}
          value={order.reason}
          onChange={(value) => value !== null && change({ reason: value })}
        />
        <Checkbox
          label={t('eraseChecked')}
          checked={isChecked}
          onChange={({ currentTarget }) => setChecked(currentTarget.checked)}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            {shell('cancel')}
          </Button>
          <Button color="red" disabled={!isChecked} onClick={() => run.mutate(order)} loading={run.isPending}>
            {t('eraseDo')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
