import type { OperatorCase } from '@goen/client/operator';
import { Text } from '@mantine/core';
import { ListRow, RowLine } from '../../../ui/list-row.tsx';
import { StateBadge, type Tone } from '../../../ui/state-badge.tsx';
import { When } from '../../../ui/when.tsx';
import { useTexts } from './texts.ts';

type CaseRowProps = { openCase: OperatorCase; company: string; isOpen: boolean };

export function CaseRow({ openCase: { id, next_step: step, wakes_at: at, reason }, company, isOpen }: CaseRowProps) {
  const t = useTexts();
  return (
    <ListRow isOpen={isOpen} path="/operator/cases" open={{ case: id }}>
      <RowLine>
        <Text span fw={600} truncate>
          {t(`steps.${step}`)}
        </Text>
        <CaseReason reason={reason} />
      </RowLine>
      <Text span size="sm" display="block" truncate>
        {company}
      </Text>
      <Text span size="xs" c="var(--goen-quiet)" display="block">
        {at === null ? t('noTime') : <When at={at} isRelative />}
      </Text>
    </ListRow>
  );
}

const tones: Readonly<Record<OperatorCase['reason'], Tone>> = {
  waiting: 'neutral',
  due: 'waiting',
  overdue: 'bad',
  stuck: 'bad',
};

export function CaseReason({ reason }: Pick<OperatorCase, 'reason'>) {
  const t = useTexts();
  return <StateBadge tone={tones[reason]}>{t(`reasons.${reason}`)}</StateBadge>;
}
