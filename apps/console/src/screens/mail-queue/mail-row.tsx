import type { QueuedMail } from '@goen/client';
import { Checkbox, Text } from '@mantine/core';
import { useFormats } from '../../i18n/dates.ts';
import { ListRow, RowLine } from '../../ui/list-row.tsx';
import { StateBadge, type Tone } from '../../ui/state-badge.tsx';
import { useWords } from '../../words/use-words.ts';
import { toKey } from './queries.ts';
import { useTexts } from './texts.ts';

type MailRowProps = { mail: QueuedMail; isOpen: boolean; isSelected: boolean; onSelect: () => void };

export function MailRow({ mail, isOpen, isSelected, onSelect }: MailRowProps) {
  const t = useTexts();
  const words = useWords();
  const { formatTime } = useFormats();
  const name = mail.name ?? words('noName');
  return (
    <ListRow
      isOpen={isOpen}
      path="/mails"
      open={{ mail: toKey(mail) }}
      before={<Checkbox checked={isSelected} onChange={onSelect} aria-label={t('select', { name })} mt={2} />}
    >
      <RowLine>
        <Text span fw={600} truncate>
          {name}
        </Text>
        <MailState mail={mail} />
      </RowLine>
      <Text span size="sm" display="block" truncate>
        {words(`mailKinds.${mail.kind}`)} · {mail.jobs.join('、') || words(`stages.${mail.stage}`)}
      </Text>
      <Text span size="xs" c="dimmed" display="block" className="tabular">
        {mail.sends_at === null ? t('noDate') : formatTime(mail.sends_at)}
      </Text>
    </ListRow>
  );
}

const tones: Readonly<Record<QueuedMail['approval'], Tone>> = {
  awaiting: 'waiting',
  approved: 'good',
  held: 'stopped',
  not_needed: 'neutral',
};

/** What the mail waits for, else its approval. */
export function MailState({ mail }: { mail: QueuedMail }) {
  const words = useWords();
  if (mail.waiting_for === 'personal_note')
    return (
      <StateBadge tone="bad" icon="pen">
        {words('waitsFor.personal_note')}
      </StateBadge>
    );
  return <StateBadge tone={tones[mail.approval]}>{words(`approvals.${mail.approval}`)}</StateBadge>;
}
