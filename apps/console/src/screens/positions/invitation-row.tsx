import type { NamedReInvitation } from '@goen/client';
import { Text } from '@mantine/core';
import { useFormats } from '../../i18n/dates.ts';
import { ListRow, RowLine } from '../../ui/list-row.tsx';
import { StateBadge, type Tone } from '../../ui/state-badge.tsx';
import { useWords } from '../../words/use-words.ts';
import { useTexts } from './texts.ts';

type InvitationRowProps = { invitation: NamedReInvitation; isOpen: boolean; path: string; hasPosition: boolean };

export function InvitationRow({ invitation, isOpen, path, hasPosition }: InvitationRowProps) {
  const t = useTexts();
  const words = useWords();
  const { formatDay } = useFormats();
  const { due_on: dueOn, sent_at: sentAt, created_at: createdAt, reply } = invitation;
  const isDue = invitation.state === 'interested' && reply === null && dueOn !== null;
  return (
    <ListRow isOpen={isOpen} path={path} open={{ invitation: invitation.id }}>
      <RowLine>
        <Text span fw={600} truncate>
          {invitation.name ?? words('noName')}
        </Text>
        <InvitationState invitation={invitation} />
      </RowLine>
      <Text span size="sm" display="block" truncate>
        {hasPosition ? invitation.position : (invitation.earlier_job ?? '')}
      </Text>
      <Text span size="xs" c="dimmed" display="block" className="tabular">
        {isDue
          ? `${t('facts.due')} ${formatDay(dueOn)} · ${invitation.owner.name}`
          : sentAt === null
            ? formatDay(createdAt)
            : `${t('facts.sent')} ${formatDay(sentAt)}`}
      </Text>
    </ListRow>
  );
}

const tones: Readonly<Record<NamedReInvitation['state'], Tone>> = {
  planned: 'neutral',
  sent: 'neutral',
  interested: 'waiting',
  closed: 'stopped',
};

/** What it waits for; an application that followed counts more than how it ended. */
export function InvitationState({ invitation }: { invitation: NamedReInvitation }) {
  const t = useTexts();
  const { state, ended, overdue, reply, reapplied_at: reappliedAt } = invitation;
  if (reappliedAt !== null) return <StateBadge tone="good">{t('reapplied')}</StateBadge>;
  if (overdue)
    return (
      <StateBadge tone="bad" icon="warning">
        {t('overdue')}
      </StateBadge>
    );
  if (ended !== null)
    return <StateBadge tone={ended === 'talking' ? 'good' : 'stopped'}>{t(`ends.${ended}`)}</StateBadge>;
  if (state === 'interested' && reply !== null) return <StateBadge tone="neutral">{t('replying')}</StateBadge>;
  return <StateBadge tone={tones[state]}>{t(`invitationStates.${state}`)}</StateBadge>;
}
