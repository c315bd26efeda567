import type { Message } from '@goen/client';
import { Text } from '@mantine/core';
import { ListRow, RowLine } from '../../ui/list-row.tsx';
import { StateBadge, type Tone } from '../../ui/state-badge.tsx';
import { When } from '../../ui/when.tsx';
import { isToMember } from '../../words/member-mails.ts';
import { useWords } from '../../words/use-words.ts';
import { useTexts } from './texts.ts';

export function MessageRow({ message, isOpen }: { message: Message; isOpen: boolean }) {
  const t = useTexts();
  const words = useWords();
  return (
    <ListRow isOpen={isOpen} path="/sent" open={{ mail: message.id }}>
      <RowLine>
        <Text span fw={600} truncate>
          {message.name ?? t(isToMember(message) ? 'toMembers' : 'noRecipient')}
        </Text>
        <MessageState state={message.state} />
      </RowLine>
      <Text span size="sm" display="block" truncate>
        {words(`mailKinds.${message.kind}`)}
        {message.test && ` · ${t('test')}`}
      </Text>
      <Text span size="xs" c="dimmed" display="block">
        <When at={message.sent_at ?? message.created_at} />
      </Text>
    </ListRow>
  );
}

const tones: Readonly<Record<Message['state'], Tone>> = {
  queued: 'neutral',
  sent: 'neutral',
  delivered: 'good',
  bounced: 'bad',
  complained: 'bad',
  failed: 'bad',
  suppressed: 'stopped',
  skipped: 'stopped',
};

export function MessageState({ state }: { state: Message['state'] }) {
  const words = useWords();
  return <StateBadge tone={tones[state]}>{words(`messageStates.${state}`)}</StateBadge>;
}
