import type { OperatorCase } from '@goen/client/operator';
import { ActionIcon, Anchor, Group, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Icon } from '../../../shell/icons.tsx';
import { Facts } from '../../../ui/facts.tsx';
import { DetailActions, DetailContent } from '../../../ui/list-detail.tsx';
import { Loaded } from '../../../ui/loaded.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { When } from '../../../ui/when.tsx';
import { useWords } from '../../../words/use-words.ts';
import { useCompanyName } from '../company-names.ts';
import { CaseActions } from './case-actions.tsx';
import { awaitsApproval, CaseReason } from './case-row.tsx';
import { caseQuery } from './queries.ts';
import { useTexts } from './texts.ts';

export function CaseDetail({ id, onBack }: { id: string; onBack: () => void }) {
  const t = useTexts();
  const companyName = useCompanyName();
  const query = useQuery(caseQuery(id));
  return (
    <Loaded query={query} lines={8}>
      {(openCase) => (
        <>
          <DetailActions>
            <ActionIcon variant="subtle" onClick={onBack} hiddenFrom="md" aria-label={t('back')}>
              <Icon name="back" />
            </ActionIcon>
            <CaseActions openCase={openCase} />
          </DetailActions>
          <DetailContent>
            <Group gap="xs">
              <Title order={2}>{t(`steps.${openCase.next_step}`)}</Title>
              <CaseReason openCase={openCase} />
            </Group>
            <Why openCase={openCase} />
            <CaseFacts openCase={openCase} company={companyName(openCase.company_id)} />
            {openCase.temporal_url === null ? (
              <Text size="sm" c="var(--goen-quiet)">
                {t('noTemporal')}
              </Text>
            ) : (
              <Anchor href={openCase.temporal_url} target="_blank" rel="noreferrer" size="sm">
                {t('temporal')}
              </Anchor>
            )}
          </DetailContent>
        </>
      )}
    </Loaded>
  );
}

/** The reason in words, and what to do about it. */
function Why({ openCase }: { openCase: OperatorCase }) {
  const t = useTexts();
  const { reason, wakes_at: at, mail, failed_notifications: failed } = openCase;
  const isLate = reason === 'overdue' || reason === 'stuck';
  const text = awaitsApproval(openCase)
    ? t('why.approval')
    : reason === 'waiting' && at === null
      ? t('why.somebody')
      : t(`why.${reason}`);
  return (
    <Notice color={isLate ? 'red' : 'gray'} icon={<Icon name={isLate ? 'warning' : 'clock'} />} title={t('whyTitle')}>
      <Text size="sm">{text}</Text>
      {mail?.decision === 'held' && <Text size="sm">{t('why.held')}</Text>}
      {mail?.note_missing && <Text size="sm">{t('why.noteMissing')}</Text>}
      {failed > 0 && <Text size="sm">{t('why.failed', { count: failed })}</Text>}
    </Notice>
  );
}

function CaseFacts({ openCase, company }: { openCase: OperatorCase; company: string }) {
  const t = useTexts();
  const words = useWords();
  const { wakes_at: at, opened_at: openedAt, mail } = openCase;
  const kind = mail === null ? null : words(`mailKinds.${mail.kind as 'rejection'}`);
  return (
    <Facts
      facts={[
        [t('company'), company],
        [t('wakesAt'), at === null ? t('noTime') : <When key="wakes" at={at} isRelative />],
        [t('openedAt'), <When key="opened" at={openedAt} isRelative />],
        [t('stage'), words(`stages.${openCase.stage}`)],
        [t('mail'), kind],
        [t('decision'), mail?.decision ? t(`decisions.${mail.decision}`) : null],
        [t('caseId'), openCase.id],
      ]}
    />
  );
}
