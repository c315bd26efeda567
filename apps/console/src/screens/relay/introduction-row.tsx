import type { Introduction } from '@goen/client';
import { Text } from '@mantine/core';
import { ListRow, RowLine } from '../../ui/list-row.tsx';
import { StateBadge } from '../../ui/state-badge.tsx';
import { tones, toShownState, useNextStep, usePersonName } from './introduction-state.ts';
import { useTexts } from './texts.ts';

type IntroductionRowProps = { introduction: Introduction; isOpen: boolean };

export function IntroductionRow({ introduction, isOpen }: IntroductionRowProps) {
  const nextStep = useNextStep()(introduction);
  const name = usePersonName()(introduction);
  return (
    <ListRow isOpen={isOpen} path="/relay" open={{ open: introduction.id }}>
      <RowLine>
        <Text span fw={600} truncate>
          {name}
        </Text>
        <IntroductionState introduction={introduction} />
      </RowLine>
      <Text span size="sm" display="block" truncate>
        {introduction.position_title}
      </Text>
      <Text span size="xs" c="dimmed" display="block">
        {nextStep}
      </Text>
    </ListRow>
  );
}

export function IntroductionState({ introduction }: { introduction: Introduction }) {
  const t = useTexts();
  const state = toShownState(introduction);
  return <StateBadge tone={tones[state]}>{t(`states.${state}`)}</StateBadge>;
}
