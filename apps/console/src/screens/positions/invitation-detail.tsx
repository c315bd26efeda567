import type { NamedReInvitation } from '@goen/client';
import { ActionIcon, Anchor, Group, Paper, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useMay } from '../../api/me.ts';
import { useFormats } from '../../i18n/dates.ts';
import { Icon } from '../../shell/icons.tsx';
import { CandidateLink } from '../../ui/candidate-link.tsx';
import { Facts } from '../../ui/facts.tsx';
import { DetailContent } from '../../ui/list-detail.tsx';
import { OpenCorrection } from '../../ui/open-correction.tsx';
import { When } from '../../ui/when.tsx';
import { useActorName } from '../../words/use-actor-name.ts';
import { useWords } from '../../words/use-words.ts';
import { InvitationMail } from './invitation-mail.tsx';
import { InvitationState } from './invitation-row.tsx';
import { OwnerEditor } from './owner-editor.tsx';
import classes from './positions.module.css';
import { ReplyActions } from './reply-actions.tsx';
import { useTexts } from './texts.ts';

type InvitationDetailProps = { invitation: NamedReInvitation; hasPosition: boolean; onBack: () => void };

/** One person who was invited: what the invitation said, what they answered, and what the company answers. */
export function InvitationDetail({ invitation, hasPosition, onBack }: InvitationDetailProps) {
  const t = useTexts();
  const words = useWords();
  const mayWrite = useMay('positions:write');
  const mayMail = useMay('mail:write');
  const isUnanswered = invitation.state === 'interested' && invitation.reply === null;
  return (
    <>
      {isUnanswered && mayWrite && mayMail && <ReplyActions invitation={invitation} />}
      <DetailContent>
        <Group gap="xs" wrap="nowrap">
          <ActionIcon variant="subtle" onClick={onBack} hiddenFrom="md" aria-label={t('back')}>
            <Icon name="back" />
          </ActionIcon>
          <Title order={2}>
            <CandidateLink id={invitation.candidate_id}>{invitation.name ?? words('noName')}</CandidateLink>
          </Title>
          <InvitationState invitation={invitation} />
        </Group>
        <About invitation={invitation} hasPosition={hasPosition} />
        <Paper withBorder p="sm" component="section" aria-label={t('news')}>
          <Text size="xs" c="dimmed">
            {t('news')}
          </Text>
          <Text size="sm" className={classes.preserved ?? ''}>
            {invitation.what_is_new}
          </Text>
        </Paper>
        {invitation.state !== 'closed' && <OpenCorrection candidateId={invitation.candidate_id} />}
        {invitation.state !== 'closed' && <InvitationMail invitation={invitation} />}
      </DetailContent>
    </>
  );
}

function About({ invitation, hasPosition }: Pick<InvitationDetailProps, 'invitation' | 'hasPosition'>) {
  const t = useTexts();
  const actorName = useActorName();
  const { formatTime } = useFormats();
  const mayWrite = useMay('positions:write');
  const [isChanging, setChanging] = useState(false);
  const { owner, answer, answered_at: answeredAt, reply, replied_at: repliedAt, due_on: dueOn } = invitation;
  const withTime = (text: string, at: string | null) =>
    at === null ? text : t('answered', { answer: text, time: formatTime(at) });
  const ownerName = owner.email === null ? `${owner.name}${owner.name ? ' · ' : ''}${t('recruiters')}` : owner.name;
  const canChange = mayWrite && invitation.state !== 'closed';
  return (
    <>
      <Facts
        facts={[
          [
            t('facts.position'),
            hasPosition ? (
              <Anchor
                key="position"
                component={Link}
                to="/positions/$positionId"
                params={{ positionId: invitation.position_id } as never}
                size="sm"
              >
                {invitation.position}
              </Anchor>
            ) : null,
          ],
          [t('facts.earlierJob'), invitation.earlier_job],
          [t('facts.invitedBy'), withTime(actorName(invitation.created_by), invitation.created_at)],
          [t('facts.sent'), toWhen(invitation.sent_at)],
          [t('facts.reminded'), toWhen(invitation.reminded_at)],
          [t('facts.answer'), answer && withTime(t(`answers.${answer}`), answeredAt)],
          [t('facts.askAgain'), toWhen(invitation.ask_again_on)],
          [t('facts.due'), dueOn !== null && reply === null ? <When key="due" at={dueOn} isDay isRelative /> : null],
          [
            t('facts.owner'),
            <span key="owner">
              {ownerName}{' '}
              {canChange && (
                <Anchor component="button" type="button" size="sm" onClick={() => setChanging(!isChanging)}>
                  {t('changeOwner')}
                </Anchor>
              )}
            </span>,
          ],
          [t('facts.reply'), reply && withTime(t(`replies.${reply}`), repliedAt)],
          [t('facts.reapplied'), toWhen(invitation.reapplied_at)],
        ]}
      />
      {isChanging && canChange && <OwnerEditor invitation={invitation} onDone={() => setChanging(false)} />}
    </>
  );
}

const toWhen = (at: string | null) => at && <When key={at} at={at} />;
