import type { Introduction, NewEmploymentReport } from '@goen/client';
import { Button, Checkbox, Group, Modal, Radio, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { describeFieldErrors } from '../../api/describe-problem.ts';
import { useShellTexts } from '../../shell/texts.ts';
import { DayInput } from '../../ui/date-fields.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { reportEmployment } from './queries.ts';
import { useTexts } from './texts.ts';

const answers = ['employed', 'left', 'unknown'] as const;
type Answer = (typeof answers)[number];

const toAnswer = ({ employment }: Introduction): Answer | null => {
  if (employment === null) return null;
  if (employment.still_employed === null) return 'unknown';
  return employment.still_employed ? 'employed' : 'left';
};

/** Whether a hired person is still employed, for the yearly report on placements (職業安定法 Art. 32-16). */
export function EmploymentDialog({ introduction, onClose }: { introduction: Introduction; onClose: () => void }) {
  const t = useTexts();
  const shell = useShellTexts();
  const queryClient = useQueryClient();
  const [answer, setAnswer] = useState(toAnswer(introduction));
  const [leftOn, setLeftOn] = useState<string | null>(introduction.employment?.left_on ?? null);
  const [isDismissed, setDismissed] = useState(introduction.employment?.dismissed ?? false);
  const save = useMutation({
    mutationFn: (body: NewEmploymentReport) => reportEmployment(introduction.id, body),
    meta: { showsProblem: true },
    onSuccess: async () => {
      onClose();
      notifications.show({ message: t('employmentSaved'), role: 'status' });
      await queryClient.invalidateQueries({ queryKey: ['introductions'] });
    },
  });
  const faults = describeFieldErrors(save.error);
  const hasLeft = answer === 'left';
  const submit = () =>
    save.mutate({
      still_employed: answer === 'unknown' ? null : answer === 'employed',
      ...(hasLeft ? { left_on: leftOn, dismissed: isDismissed } : {}),
    });
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('answerEmployment')}
      closeButtonProps={{ 'aria-label': shell('close') }}
      transitionProps={{ duration: 0 }}
    >
      <Stack>
        <Text size="sm">{t('employmentAdvice')}</Text>
        <Radio.Group
          label={t('employmentQuestion')}
          value={answer}
          onChange={(value) => setAnswer(answers.find((known) => known === value) ?? null)}
        >
          <Stack gap="xs" mt="xs">
            {answers.map((value) => (
              <Radio key={value} value={value} label={t(`employments.${value}`)} />
            ))}
          </Stack>
        </Radio.Group>
        {hasLeft && (
          <>
            <DayInput
              label={t('leftOn')}
              value={leftOn}
              onChange={setLeftOn}
              error={faults['/left_on']}
              popoverProps={{ withinPortal: false }}
            />
            <Checkbox
              label={t('dismissed')}
              checked={isDismissed}
              onChange={({ currentTarget }) => setDismissed(currentTarget.checked)}
            />
          </>
        )}
        {save.error !== null && faults['/left_on'] === undefined && <ProblemAlert error={save.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {shell('cancel')}
          </Button>
          <Button disabled={answer === null} loading={save.isPending} onClick={submit}>
            {t('save')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
