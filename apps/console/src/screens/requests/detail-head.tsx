import { ActionIcon, Group, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { Icon } from '../../shell/icons.tsx';
import { CandidateLink } from '../../ui/candidate-link.tsx';
import { useTexts } from './texts.ts';

type DetailHeadProps = { name: string; candidateId: string; state: ReactNode; onBack: () => void };

export function DetailHead({ name, candidateId, state, onBack }: DetailHeadProps) {
  const t = useTexts();
  return (
    <Group justify="space-between" gap="xs">
      <Group gap="xs" wrap="nowrap">
        <ActionIcon variant="subtle" onClick={onBack} hiddenFrom="md" aria-label={t('back')}>
          <Icon name="back" />
        </ActionIcon>
        <Title order={2}>{name}</Title>
        {state}
      </Group>
      <CandidateLink id={candidateId}>{t('openCandidate')}</CandidateLink>
    </Group>
  );
}
