import type { Registration } from '@goen/client';
import { Button, Group, Paper, Select, SimpleGrid, Stack, Title } from '@mantine/core';
import { useState } from 'react';
import { toButtonState } from '../../api/to-button-state.ts';
import { todayInTokyo } from '../../i18n/dates.ts';
import { Icon } from '../../shell/icons.tsx';
import { confirm } from '../../ui/confirm.ts';
import { DayInput } from '../../ui/date-fields.tsx';
import { useWords } from '../../words/use-words.ts';
import { stages } from './queries.ts';
import { SameCandidate, type SamePerson } from './same-candidate.tsx';
import { useTexts } from './texts.ts';
import { isAbout, useDecide } from './use-decide.ts';

type ConfirmFormProps = { registration: Registration; onDecided: () => void };

/** Confirms the rejection with what is known about it, or says that there was none. */
export function ConfirmForm({ registration: { id, application_candidate_id: hinted }, onDecided }: ConfirmFormProps) {
  const t = useTexts();
  const words = useWords();
  const [rejectedOn, setRejectedOn] = useState<string | null>(null);
  const [stage, setStage] = useState<string | null>(null);
  const [same, setSame] = useState<SamePerson | null>(null);
  const work = useDecide(onDecided);
  const askConfirm = async () => {
    const consequence = [t('confirmAdvice'), ...(same === null ? [] : [t('mergeAdvice', { name: same.name })])].join(
      ' ',
    );
    if (!(await confirm({ title: t('confirmTitle', { count: 1 }), consequence, action: t('confirmMany') }))) return;
    const chosen = stages.find((name) => name === stage);
    work.mutate([
      {
        id,
        action: 'confirm',
        ...(rejectedOn === null ? {} : { rejected_on: rejectedOn }),
        ...(chosen === undefined ? {} : { stage: chosen }),
        ...(same === null ? {} : { candidate_id: same.id }),
      },
    ]);
  };
  const askRefuse = async () => {
    const question = {
      title: t('refuseTitle', { count: 1 }),
      consequence: t('refuseAdvice'),
      action: t('refuseAction'),
    };
    if (await confirm({ ...question, isDangerous: true })) work.mutate([{ id, action: 'refuse' }]);
  };
  return (
    <Paper withBorder p="md" component="section" aria-label={t('question')}>
      <Stack>
        <Title order={3}>{t('question')}</Title>
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <DayInput
            label={t('rejectedOn')}
            description={t('rejectedOnAdvice')}
            inputWrapperOrder={['label', 'input', 'description']}
            maxDate={todayInTokyo()}
            value={rejectedOn}
            onChange={setRejectedOn}
          />
          <Select
            label={t('stage')}
            placeholder={t('unknownStage')}
            clearable
            value={stage}
            onChange={setStage}
            data={stages.map((value) => ({ value, label: words(`stages.${value}`) }))}
          />
        </SimpleGrid>
        <SameCandidate hinted={hinted} value={same} onChange={setSame} />
        <Group>
          <Button
            leftSection={<Icon name="check" size={18} />}
            onClick={() => void askConfirm()}
            {...toButtonState(work, isAbout('confirm'))}
          >
            {t('confirm')}
          </Button>
          <Button variant="default" onClick={() => void askRefuse()} {...toButtonState(work, isAbout('refuse'))}>
            {t('refuse')}
          </Button>
        </Group>
      </Stack>
    </Paper>
  );
}
