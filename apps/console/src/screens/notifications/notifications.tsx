import { Anchor, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useRouter } from '@tanstack/react-router';
import { useMay, useMe } from '../../api/me.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { StateBadge } from '../../ui/state-badge.tsx';
import { Frequencies } from './frequencies.tsx';
import { chatsQuery, notificationsQuery, saveNotifications } from './queries.ts';
import { useTexts } from './texts.ts';
import { useSaveNotifications } from './use-save-notifications.ts';

/** What somebody hears of by mail, and which chats the company has. */
export function Notifications() {
  const t = useTexts();
  const mayManage = useMay('webhooks:manage');
  const { email } = useMe();
  const query = useQuery(notificationsQuery);
  const save = useSaveNotifications(notificationsQuery.queryKey, saveNotifications);
  return (
    <Stack maw={760}>
      <Paper withBorder p="md" component="section" aria-label={t('byMail')}>
        <Title order={2}>{t('byMail')}</Title>
        <Text size="sm" c="dimmed" mb="sm">
          {t('byMailAdvice', { email })}
        </Text>
        <Loaded query={query}>{(settings) => <Frequencies settings={settings} onChange={save} />}</Loaded>
      </Paper>
      <Paper withBorder p="md" component="section" aria-label={t('byChat')}>
        <Title order={2}>{t('byChat')}</Title>
        <Text size="sm" c="dimmed" mb="sm">
          {t(mayManage ? 'byChatAdvice' : 'byChatOwner')}
        </Text>
        {mayManage && <Chats />}
      </Paper>
    </Stack>
  );
}

function Chats() {
  const t = useTexts();
  const { routesByPath } = useRouter();
  const query = useQuery(chatsQuery);
  if (!('/connections' in routesByPath)) return null;
  return (
    <Loaded query={query} lines={2}>
      {(chats) => (
        <Stack gap="xs">
          {chats.length === 0 && <Text size="sm">{t('noChats')}</Text>}
          {chats.map(({ id, description, format, state }) => (
            <Group key={id} gap="xs">
              <Anchor component={Link} to="/connections" search={{ tab: 'webhooks', open: id } as never} size="sm">
                {description ?? t(`formats.${format}`)}
              </Anchor>
              <Text size="sm" c="dimmed">
                {t(`formats.${format}`)}
              </Text>
              <StateBadge tone={state === 'enabled' ? 'good' : 'stopped'}>{t(`states.${state}`)}</StateBadge>
            </Group>
          ))}
          <Anchor component={Link} to="/connections" search={{ tab: 'webhooks', open: 'new-chat' } as never} size="sm">
            {t('addChat')}
          </Anchor>
        </Stack>
      )}
    </Loaded>
  );
}
