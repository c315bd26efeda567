import type { MailPreview, QueuedMail } from '@goen/client';
import { ActionIcon, Alert, Button, Group, Menu, SegmentedControl, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type MouseEvent, useState } from 'react';
import { useMay } from '../../api/me.ts';
import { useFormats } from '../../i18n/dates.ts';
import { Icon } from '../../shell/icons.tsx';
import { Facts as FactList } from '../../ui/facts.tsx';
import { DetailActions, DetailContent, PlainText } from '../../ui/list-detail.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { MailFrame } from '../../ui/mail-frame.tsx';
import { OpenCorrection } from '../../ui/open-correction.tsx';
import { useActorName } from '../../words/use-actor-name.ts';
import { useWords } from '../../words/use-words.ts';
import { MailState } from './mail-row.tsx';
import { NoteEditor } from './note-editor.tsx';
import { previewQuery, toFrameAddress } from './queries.ts';
import { useTexts } from './texts.ts';
import type { MailActions } from './use-mail-actions.tsx';

type MailDetailProps = { mail: QueuedMail; actions: MailActions; onBack: () => void };
const views = ['html', 'phone', 'text'] as const;

/** The mail that is open, as its candidate would receive it. */
export function MailDetail({ mail, actions, onBack }: MailDetailProps) {
  const t = useTexts();
  const words = useWords();
  const [view, setView] = useState<(typeof views)[number]>('html');
  const preview = useQuery(previewQuery(mail));
  const mayDecide = useMay('mail:write');
  return (
    <>
      {mayDecide && <Actions mail={mail} actions={actions} />}
      <DetailContent>
        <Group gap="xs" wrap="nowrap">
          <ActionIcon variant="subtle" onClick={onBack} hiddenFrom="md" aria-label={t('back')}>
            <Icon name="back" />
          </ActionIcon>
          <Title order={2}>{mail.name ?? words('noName')}</Title>
          <MailState mail={mail} />
        </Group>
        <Facts mail={mail} written={preview.data?.last_written ?? null} />
        <OpenCorrection candidateId={mail.candidate_id} />
        <WhyNot mail={mail} missing={preview.data?.missing ?? []} />
        {mail.rejection_ids.map((id) => (
          <NoteEditor key={id} rejectionId={id} isRequired={mail.waiting_for === 'personal_note'} />
        ))}
        <Group justify="space-between">
          <Text fw={600}>{preview.data?.subject}</Text>
          <SegmentedControl
            size="xs"
            aria-label={t('view')}
            value={view}
            onChange={(value) => setView(value)}
            data={views.map((value) => ({ value, label: t(`views.${value}`) }))}
          />
        </Group>
        <Loaded query={preview}>
          {({ text }) =>
            view === 'text' ? (
              <PlainText>{text}</PlainText>
            ) : (
              <MailFrame
                src={toFrameAddress(mail)}
                title={t('mail')}
                width={view === 'phone' ? 'phone' : 'desktop'}
                version={text}
              />
            )
          }
        </Loaded>
      </DetailContent>
    </>
  );
}

/** The second click of a double click would decide about the mail that follows, unseen. */
const onceOf = (act: () => void) => (event: MouseEvent) => {
  if (event.detail < 2) act();
};

function Actions({ mail, actions }: Pick<MailDetailProps, 'mail' | 'actions'>) {
  const t = useTexts();
  const isApproved = mail.approval === 'approved' || mail.approval === 'not_needed';
  return (
    <DetailActions>
      {!isApproved && (
        <Button
          leftSection={<Icon name="check" size={18} />}
          onClick={onceOf(actions.approve)}
          disabled={mail.waiting_for === 'personal_note' || actions.isNoteUnsaved}
          loading={actions.isRunning(mail, 'approve')}
        >
          {t('approveNext')}
        </Button>
      )}
      <Button
        variant="default"
        onClick={onceOf(actions.toggleHold)}
        loading={actions.isRunning(mail, 'hold') || actions.isRunning(mail, 'release')}
        leftSection={<Icon name={mail.approval === 'held' ? 'play' : 'pause'} size={18} />}
      >
        {mail.approval === 'held' ? t('release') : t('hold')}
      </Button>
      <Button variant="default" onClick={actions.edit} leftSection={<Icon name="pen" size={18} />}>
        {t('edit')}
      </Button>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default" aria-label={t('more')}>
            <Icon name="more" />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={actions.reschedule} leftSection={<Icon name="clock" size={18} />}>
            {t('reschedule')}
          </Menu.Item>
          <Menu.Item onClick={actions.sendNow} disabled={!isApproved} leftSection={<Icon name="sent" size={18} />}>
            {t('sendNow')}
          </Menu.Item>
          {mail.approval === 'approved' && (
            <Menu.Item onClick={actions.revoke} leftSection={<Icon name="pen" size={18} />}>
              {t('revoke')}
            </Menu.Item>
          )}
          <Menu.Item onClick={actions.cancel} leftSection={<Icon name="close" size={18} />}>
            {t('cancel')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </DetailActions>
  );
}

function Facts({ mail, written }: { mail: QueuedMail; written: MailPreview['last_written'] | null }) {
  const t = useTexts();
  const words = useWords();
  const actorName = useActorName();
  const { formatTime, formatDistance, formatAside } = useFormats();
  const facts: readonly (readonly [string, string | null])[] = [
    [t('to'), mail.email ?? t('noAddress')],
    [t('kind'), words(`mailKinds.${mail.kind}`) + (mail.edited ? formatAside(t('edited')) : '')],
    [t('job'), mail.jobs.join('、')],
    [t('stage'), words(`stages.${mail.stage}`)],
    [t('sends'), mail.sends_at ? formatTime(mail.sends_at) + formatAside(formatDistance(mail.sends_at)) : t('noDate')],
    [t('undoUntil'), mail.undo_until && formatTime(mail.undo_until) + formatAside(t('undoUntilNote'))],
    [t('writtenBy'), written ? t('decided', { name: actorName(written.by), time: formatTime(written.at) }) : null],
    [
      t('decidedBy'),
      mail.decided_by &&
        t('decided', { name: actorName(mail.decided_by), time: mail.decided_at ? formatTime(mail.decided_at) : '' }),
    ],
  ];
  return <FactList facts={facts} />;
}

/** Why the mail will not leave by itself, or not at all. */
function WhyNot({ mail, missing }: { mail: QueuedMail; missing: readonly string[] }) {
  const t = useTexts();
  const reason = mail.approval === 'held' ? 'held' : mail.waiting_for;
  return (
    <>
      {missing.length > 0 && (
        <Alert color="red" variant="outline" icon={<Icon name="warning" />} title={t('missing')}>
          {t('missingAdvice', { fields: missing.join('、') })}
        </Alert>
      )}
      {reason !== null && (
        <Text size="sm" c="dimmed">
          {t(`waiting.${reason}`)}
        </Text>
      )}
    </>
  );
}
