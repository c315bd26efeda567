import { unwrap } from '@goen/client';
import type { OperatorComplaint } from '@goen/client/operator';
import { ActionIcon, Button, Group, Text, Textarea, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { operatorApi } from '../../../api/operator.ts';
import { useFormats } from '../../../i18n/dates.ts';
import { Icon } from '../../../shell/icons.tsx';
import { Facts } from '../../../ui/facts.tsx';
import { DetailContent, PlainText } from '../../../ui/list-detail.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { ProblemAlert } from '../../../ui/problem-alert.tsx';
import { When } from '../../../ui/when.tsx';
import { useCompanyName } from '../company-names.ts';
import { useTexts } from './texts.ts';

type ComplaintDetailProps = { complaint: OperatorComplaint; onBack: () => void };

export function ComplaintDetail({ complaint, onBack }: ComplaintDetailProps) {
  const t = useTexts();
  const companyName = useCompanyName();
  const { text, received_at: receivedAt, notified_at: notifiedAt, answered_at: answeredAt } = complaint;
  return (
    <DetailContent>
      <Group gap="xs" wrap="nowrap">
        <ActionIcon variant="subtle" onClick={onBack} hiddenFrom="md" aria-label={t('back')}>
          <Icon name="back" />
        </ActionIcon>
        <Title order={2}>{t('complaintOf', { name: companyName(complaint.company_id) })}</Title>
      </Group>
      <Facts
        facts={[
          [t('receivedAt'), <When key="received" at={receivedAt} isRelative />],
          [t('notifiedAt'), notifiedAt === null ? t('notNotified') : <When key="notified" at={notifiedAt} />],
          [t('answeredAt'), answeredAt === null ? null : <When key="answered" at={answeredAt} />],
          [t('candidate'), complaint.candidate_id],
        ]}
      />
      {text === null ? (
        <Notice color="gray" icon={<Icon name="erasures" />} title={t('erased')}>
          <Text size="sm">{t('erasedAdvice')}</Text>
        </Notice>
      ) : (
        <>
          <section aria-label={t('words')}>
            <Title order={3} mb={4}>
              {t('words')}
            </Title>
            <PlainText>{text}</PlainText>
          </section>
          <Answer complaint={complaint} />
        </>
      )}
    </DetailContent>
  );
}

function Answer({ complaint: { id, answer } }: { complaint: OperatorComplaint }) {
  const t = useTexts();
  const { formatNumber } = useFormats();
  const queryClient = useQueryClient();
  const [draft, setDraft] = useState(answer ?? '');
  const [isMissing, setMissing] = useState(false);
  const send = useMutation({
    mutationFn: (text: string) =>
      unwrap(operatorApi.POST('/operator/complaints/{id}/answer', { params: { path: { id } }, body: { text } })),
    meta: { showsProblem: true },
    onSuccess: () => {
      notifications.show({ message: t('sent'), role: 'status' });
      return queryClient.invalidateQueries({ queryKey: ['complaints'] });
    },
  });
  const text = draft.trim();
  return (
    <section aria-label={t('answer')}>
      <Textarea
        label={answer === null ? t('answer') : t('changeAnswer')}
        description={t('answerAbout', { most: formatNumber(mostCharacters) })}
        autosize
        minRows={5}
        maxLength={mostCharacters}
        value={draft}
        onChange={({ currentTarget }) => setDraft(currentTarget.value)}
        error={isMissing && text === '' ? t('missing') : null}
      />
      {send.error !== null && <ProblemAlert error={send.error} />}
      <Group justify="flex-end" mt="sm">
        <Button
          onClick={() => (text === '' ? setMissing(true) : send.mutate(text))}
          loading={send.isPending}
          disabled={text === answer}
        >
          {answer === null ? t('send') : t('replace')}
        </Button>
      </Group>
    </section>
  );
}

const mostCharacters = 4_000;
