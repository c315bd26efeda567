import type { MemberNotifications } from '@goen/client';
import { Anchor, Group, Paper, SegmentedControl, Stack, Text, Title } from '@mantine/core';
import { notifications as toasts } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useRouter } from '@tanstack/react-router';
import { useMay, useMe } from '../../api/me.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { StateBadge } from '../../ui/state-badge.tsx';
import { chatsQuery, notificationsQuery, saveNotifications } from './queries.ts';
import { useTexts } from './texts.ts';

const topics = ['acceptances', 'interests', 'corrections', 'failures'] as const;
const frequencies = ['at_once', 'daily', 'off'] as const;

/** What somebody hears of by mail, and which chats the company has. */
export function Notifications() {
  const t = useTexts();
  const mayManage = useMay('webhooks:manage');
  const { email } = useMe();
  const query = useQuery(notificationsQuery);
  return (
    <Stack maw={760}>
      <Paper withBorder p="md" component="section" aria-label={t('byMail')}>
        <Title order={2}>{t('byMail')}</Title>
        <Text size="sm" c="dimmed" mb="sm">
          {t('byMailAdvice', { email })}
        </Text>
        <Loaded query={query}>{(settings) => <Frequencies settings={settings} />}</Loaded>
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

/** Saved as they are chosen; the last choice counts. */
function Frequencies({ settings }: { settings: MemberNotifications }) {
  const t = useTexts();
  const queryClient = useQueryClient();
  const { queryKey } = notificationsQuery;
  const save = useMutation({
    scope: { id: 'notifications' },
    mutationFn: saveNotifications,
    onMutate: (next) => {
      queryClient.setQueryData(queryKey, next);
    },
    onSuccess: () => toasts.show({ id: 'notifications-saved', message: t('saved'), role: 'status' }),
    onSettled: () => queryClient.invalidateQueries({ queryKey }),
  });
  return (
    <Stack gap="sm">
      {topics.map((topic) => (
        <Group key={topic} justify="space-between" gap="xs">
          <div>
            <Text size="sm" fw={600} id={`topic-${topic}`}>
              {t(`topics.${topic}.label`)}
            </Text>
            <Text size="xs" c="dimmed">
              {t(`topics.${topic}.about`)}
            </Text>
          </div>
          <SegmentedControl
            size="xs"
            aria-labelledby={`topic-${topic}`}
            value={settings[topic] ?? 'daily'}
            onChange={(frequency) => save.mutate({ ...settings, [topic]: frequency })}
            data={frequencies.map((value) => ({ value, label: t(`frequencies.${value}`) }))}
          />
        </Group>
      ))}
      <Text size="xs" c="dimmed">
        {t('digest')}
      </Text>
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
