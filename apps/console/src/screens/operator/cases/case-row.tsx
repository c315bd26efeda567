import type { OperatorCase } from '@goen/client/operator';
import { Text } from '@mantine/core';
import { ListRow, RowLine } from '../../../ui/list-row.tsx';
import { StateBadge, type Tone } from '../../../ui/state-badge.tsx';
import { When } from '../../../ui/when.tsx';
import { useTexts } from './texts.ts';

type CaseRowProps = { openCase: OperatorCase; company: string; isOpen: boolean };

export function CaseRow({ openCase, company, isOpen }: CaseRowProps) {
  const t = useTexts();
  const { id, next_step: step, wakes_at: at } = openCase;
  return (
    <ListRow isOpen={isOpen} path="/operator/cases" open={{ case: id }}>
      <RowLine>
        <Text span fw={600} truncate>
          {t(`steps.${step}`)}
        </Text>
        <CaseReason openCase={openCase} />
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

/** Whether a case that is not late waits for the company, not for its time. */
export const awaitsApproval = ({ reason, mail }: OperatorCase): boolean =>
  (reason === 'waiting' || reason === 'due') && mail?.awaits_approval === true;

export function CaseReason({ openCase }: Pick<CaseRowProps, 'openCase'>) {
  const t = useTexts();
  const { reason } = openCase;
  return awaitsApproval(openCase) ? (
    <StateBadge tone="waiting">{t('reasons.approval')}</StateBadge>
  ) : (
    <StateBadge tone={tones[reason]}>{t(`reasons.${reason}`)}</StateBadge>
  );
}
