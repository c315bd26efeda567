import type { Introduction, NewIntroductionReport } from '@goen/client';
import { Button, Group, Modal, Select, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { describeFieldErrors } from '../../api/describe-problem.ts';
import { todayInTokyo } from '../../i18n/dates.ts';
import { useShellTexts } from '../../shell/texts.ts';
import { DayInput } from '../../ui/date-fields.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { report } from './queries.ts';
import { useTexts } from './texts.ts';

const terms = ['indefinite', 'fixed'] as const;

/** When the person joins and for how long: the ledgers and the two years without openings run from it. */
export function HireDialog({ introduction, onClose }: { introduction: Introduction; onClose: () => void }) {
  const t = useTexts();
  const shell = useShellTexts();
  const queryClient = useQueryClient();
  const isCorrection = introduction.report === 'hired';
  const [joinedOn, setJoinedOn] = useState<string | null>(introduction.joined_on ?? todayInTokyo());
  const [term, setTerm] = useState(introduction.contract_term ?? introduction.conditions?.contract_term ?? null);
  const save = useMutation({
    mutationFn: (body: NewIntroductionReport) => report(introduction.id, body),
    meta: { showsProblem: true },
    onSuccess: async () => {
      onClose();
      notifications.show({ message: t(isCorrection ? 'hireCorrected' : 'reported.hired'), role: 'status' });
      await Promise.all(
        ['introductions', 'positions'].map((topic) => queryClient.invalidateQueries({ queryKey: [topic] })),
      );
    },
  });
  const faults = describeFieldErrors(save.error);
  return (
    <Modal
      opened
      onClose={onClose}
      title={t(isCorrection ? 'correctHire' : 'hireTitle')}
      closeButtonProps={{ 'aria-label': shell('close') }}
      transitionProps={{ duration: 0 }}
    >
      <Stack>
        <Text size="sm">{t('hireAdvice')}</Text>
        <DayInput
          label={t('joinedOn')}
          description={t('joinedOnAbout')}
          value={joinedOn}
          onChange={setJoinedOn}
          error={faults['/joined_on']}
          clearable={false}
          popoverProps={{ withinPortal: false }}
        />
        <Select
          label={t('contractTerm')}
          value={term}
          onChange={(value) => setTerm(terms.find((known) => known === value) ?? null)}
          data={terms.map((value) => ({ value, label: t(`terms.${value}`) }))}
          allowDeselect={false}
          comboboxProps={{ withinPortal: false }}
        />
        {save.error !== null && faults['/joined_on'] === undefined && <ProblemAlert error={save.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {shell('cancel')}
          </Button>
          <Button
            disabled={joinedOn === null}
            loading={save.isPending}
            onClick={() =>
              save.mutate({
                report: 'hired',
                ...(joinedOn === null ? {} : { joined_on: joinedOn }),
                ...(term === null ? {} : { contract_term: term }),
              })
            }
          >
            {t(isCorrection ? 'save' : 'hireSave')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
