import type { MessageDetail as Detail } from '@goen/client';
import { ActionIcon, Alert, Group, SegmentedControl, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useFormats } from '../../i18n/dates.ts';
import { Icon } from '../../shell/icons.tsx';
import { CandidateLink } from '../../ui/candidate-link.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Facts } from '../../ui/facts.tsx';
import { DetailContent, PlainText } from '../../ui/list-detail.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { MailFrame } from '../../ui/mail-frame.tsx';
import { When } from '../../ui/when.tsx';
import { isToMember } from '../../words/member-mails.ts';
import { useActorName } from '../../words/use-actor-name.ts';
import { useWords } from '../../words/use-words.ts';
import { vendorName } from '../../words/vendor-names.ts';
import classes from './message-detail.module.css';
import { MessageState } from './message-row.tsx';
import { messageQuery } from './queries.ts';
import { useTexts } from './texts.ts';

/** A mail as it was sent, its way, and who approved it. */
export function MessageDetail({ id, onBack }: { id: string; onBack: () => void }) {
  const query = useQuery(messageQuery(id));
  return (
    <Loaded query={query} lines={8}>
      {(message) => (
        <DetailContent>
          <Heading message={message} onBack={onBack} />
          <WhatHappened message={message} />
          <Content message={message} />
        </DetailContent>
      )}
    </Loaded>
  );
}

function Heading({ message, onBack }: { message: Detail; onBack: () => void }) {
  const t = useTexts();
  const words = useWords();
  const actorName = useActorName();
  const { formatTime, formatAside } = useFormats();
  const { approved, content } = message;
  const origin = message.wording_version?.split(':')[0];
  return (
    <>
      <Group gap="xs" wrap="nowrap">
        <ActionIcon variant="subtle" onClick={onBack} hiddenFrom="md" aria-label={t('back')}>
          <Icon name="back" />
        </ActionIcon>
        <Title order={2}>{message.name ?? t(isToMember(message) ? 'toMembers' : 'noRecipient')}</Title>
        <MessageState state={message.state} />
      </Group>
      <CandidateLink id={message.candidate_id}>{t('openCandidate')}</CandidateLink>
      <Facts
        facts={[
          [t('kindFact'), words(`mailKinds.${message.kind}`) + (message.regulated ? formatAside(t('regulated')) : '')],
          [t('sender'), content?.from],
          [t('to'), content?.to],
          [t('replyTo'), content?.reply_to],
          [
            t('wording'),
            origin === 'wording' || origin === 'edit' || origin === 'builtin' ? t(`wordings.${origin}`) : null,
          ],
          [
            t('approved'),
            approved
              ? t('approvedBy', { name: actorName(approved.by), time: formatTime(approved.at) })
              : t('notApproved'),
          ],
          [t('history'), <History key="history" history={message.history} />],
          [t('provider'), message.provider === null ? null : vendorName(message.provider)],
        ]}
      />
    </>
  );
}

/** Why it was not sent or has not left, and why it is not sent again. */
function WhatHappened({ message }: { message: Detail }) {
  const t = useTexts();
  const words = useWords();
  const { formatTime } = useFormats();
  const { waiting, skip_reason: skipReason, missing, failure, state } = message;
  const isGood = state === 'sent' || state === 'delivered';
  return (
    <>
      {waiting !== null && (
        <Alert color="orange" variant="outline" icon={<Icon name="clock" />} title={t('waiting')}>
          {t('waitingSince', { reason: words(`waitingReasons.${waiting.reason}`), time: formatTime(waiting.since) })}
        </Alert>
      )}
      {skipReason !== null && (
        <Alert color="orange" variant="outline" icon={<Icon name="warning" />} title={t('skipped')}>
          <Text size="sm">{words(`skipReasons.${skipReason}`)}</Text>
          {missing.length > 0 && <Text size="sm">{t('missing', { fields: missing.join('、') })}</Text>}
        </Alert>
      )}
      {isGood ? (
        <Text size="sm" c="dimmed">
          {t('again.sent')}
        </Text>
      ) : (
        <Alert color="red" variant="outline" icon={<Icon name="warning" />} title={t('why')}>
          <Text size="sm">{t(`again.${state}`)}</Text>
          {failure !== null && <Text size="sm">{t('failure', { code: failure })}</Text>}
        </Alert>
      )}
    </>
  );
}

/** Each state with its time, the first one first. */
function History({ history }: Pick<Detail, 'history'>) {
  const words = useWords();
  return (
    <ol className={classes.history}>
      {history.map(({ state, at }) => (
        <li key={`${state}${at}`}>
          <When at={at} /> {words(`messageStates.${state}`)}
        </li>
      ))}
    </ol>
  );
}

const views = ['html', 'phone', 'text'] as const;

function Content({ message: { id, content, content_until: until } }: { message: Detail }) {
  const t = useTexts();
  const { formatDay } = useFormats();
  const [view, setView] = useState<(typeof views)[number]>('html');
  if (content === null)
    return (
      <EmptyState icon="erasures" title={t('purged')}>
        {t('purgedAdvice')}
      </EmptyState>
    );
  return (
    <>
      <Group justify="space-between">
        <Text fw={600}>{content.subject}</Text>
        <SegmentedControl
          size="xs"
          aria-label={t('view')}
          value={view}
          onChange={(value) => setView(value)}
          data={views.map((value) => ({ value, label: t(`views.${value}`) }))}
        />
      </Group>
      {view === 'text' ? (
        <PlainText>{content.text}</PlainText>
      ) : (
        <MailFrame src={`/v1/messages/${id}/html`} title={t('mail')} width={view === 'phone' ? 'phone' : 'desktop'} />
      )}
      {until !== null && (
        <Text size="xs" c="dimmed">
          {t('until', { day: formatDay(until) })}
        </Text>
      )}
    </>
  );
}
