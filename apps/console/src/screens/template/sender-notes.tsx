import { Alert, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMay } from '../../api/me.ts';
import { Icon } from '../../shell/icons.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { StateBadge } from '../../ui/state-badge.tsx';
import { settingsQuery } from './queries.ts';
import { useTexts } from './texts.ts';

/** What of the company's settings would make the text wrong or useless. */
export function SenderNotes() {
  const t = useTexts();
  const mayRead = useMay('settings:read');
  const query = useQuery({ ...settingsQuery, enabled: mayRead });
  if (!mayRead) return <Text size="sm">{t('senderUnknown')}</Text>;
  return (
    <Loaded query={query} lines={3}>
      {({ sender, result_mail: resultMail, takes_part_in_relay: takesPart }) => {
        const notes = [
          ...(takesPart ? [] : [t('relayOff')]),
          ...(sender.postal_address && sender.contact ? [] : [t('senderMissing')]),
          ...(resultMail === 'goen' ? [t('resultByGoen')] : []),
        ];
        if (notes.length === 0) return <StateBadge tone="good">{t('senderFine')}</StateBadge>;
        return notes.map((note) => (
          <Alert key={note} color="orange" variant="outline" icon={<Icon name="warning" />}>
            {note}
          </Alert>
        ));
      }}
    </Loaded>
  );
}
