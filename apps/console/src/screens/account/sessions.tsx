import { type Session, unwrap } from '@goen/client';
import { Button, Group, Paper, Text, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { confirm } from '../../ui/confirm.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { StateBadge } from '../../ui/state-badge.tsx';
import { When } from '../../ui/when.tsx';
import classes from './account.module.css';
import { nameBrowser } from './name-browser.ts';
import { sessionsQuery } from './queries.ts';
import { useTexts } from './texts.ts';

/** Where the person is signed in, with ways to end a session that is not theirs any more. */
export function Sessions() {
  const t = useTexts();
  const query = useQuery(sessionsQuery);
  const queryClient = useQueryClient();
  const refresh = () => queryClient.invalidateQueries({ queryKey: sessionsQuery.queryKey });
  const end = useMutation({
    mutationFn: (id: string) => unwrap(api.DELETE('/v1/sessions/{id}', { params: { path: { id } } })),
    onSuccess: async () => {
      await refresh();
      notifications.show({ message: t('ended'), role: 'status' });
    },
  });
  const endOthers = useMutation({
    mutationFn: () => unwrap(api.DELETE('/v1/sessions')),
    onSuccess: async () => {
      await refresh();
      notifications.show({ message: t('othersEnded'), role: 'status' });
    },
  });
  const askToEndOthers = async () => {
    const question = { title: t('endOthersTitle'), consequence: t('endOthersConsequence'), action: t('endOthers') };
    if (await confirm({ ...question, isDangerous: true })) endOthers.mutate();
  };
  return (
    <Paper withBorder p="md" component="section" aria-label={t('sessions')}>
      <Group justify="space-between" mb="xs">
        <Title order={2}>{t('sessions')}</Title>
        {(query.data?.length ?? 0) > 1 && (
          <Button size="xs" variant="default" loading={endOthers.isPending} onClick={() => void askToEndOthers()}>
            {t('endOthers')}
          </Button>
        )}
      </Group>
      <Text size="sm" c="dimmed">
        {t('sessionsAdvice')}
      </Text>
      <Loaded query={query}>
        {(sessions) => (
          <ul className={classes.rows}>
            {sessions.map((session) => (
              <li key={session.id} className={classes.row}>
                <Described session={session} />
                {!session.is_current && (
                  <Button
                    size="compact-sm"
                    variant="default"
                    loading={end.isPending && end.variables === session.id}
                    onClick={() => end.mutate(session.id)}
                  >
                    {t('end')}
                  </Button>
                )}
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </Paper>
  );
}

function Described({ session }: { session: Session }) {
  const t = useTexts();
  const named = nameBrowser(session.browser);
  return (
    <div>
      <Group gap="xs">
        <Text span size="sm" fw={600} {...(session.browser === null ? {} : { title: session.browser })}>
          {named === null ? t('unknownBrowser') : [named.browser, named.system].filter(Boolean).join(' / ')}
        </Text>
        {session.is_current && <StateBadge tone="good">{t('current')}</StateBadge>}
      </Group>
      <Text size="xs" c="dimmed">
        {t('signedIn', { by: t(`ways.${session.signed_in_by}`) })} <When at={session.signed_in_at} />
        {session.network !== null && t('from', { network: session.network })}
      </Text>
      <Text size="xs" c="dimmed">
        {t('lastUsed')} <When at={session.last_used_at} />
        {t('expires')} <When at={session.expires_at} />
      </Text>
    </div>
  );
}
