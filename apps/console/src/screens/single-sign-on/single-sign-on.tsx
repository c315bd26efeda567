import type { SingleSignOn as Settings, SingleSignOnSetup } from '@goen/client';
import { Alert, Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useMe } from '../../api/me.ts';
import { Icon } from '../../shell/icons.tsx';
import { confirm } from '../../ui/confirm.ts';
import { CopyField } from '../../ui/copy-field.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { StateBadge } from '../../ui/state-badge.tsx';
import { beginSignIn, removeSingleSignOn, setupQuery, singleSignOnQuery } from './queries.ts';
import { SettingsForm } from './settings-form.tsx';
import { useTexts } from './texts.ts';

/** The identity provider with which members sign in, step by step. */
export function SingleSignOn() {
  const setup = useQuery(setupQuery);
  return (
    <Stack maw={760}>
      <Loaded query={setup} lines={3}>
        {(needed) => (needed.is_set_up ? <Saved setup={needed} /> : <Steps setup={needed} saved={null} />)}
      </Loaded>
    </Stack>
  );
}

function Saved({ setup }: { setup: SingleSignOnSetup }) {
  const query = useQuery(singleSignOnQuery);
  return (
    <Loaded query={query} lines={6}>
      {(saved) => <Steps setup={setup} saved={saved} />}
    </Loaded>
  );
}

function Steps({ setup, saved }: { setup: SingleSignOnSetup; saved: Settings | null }) {
  const t = useTexts();
  const { signed_in_by: by } = useMe();
  return (
    <>
      <Paper withBorder p="md">
        <Group justify="space-between">
          <Title order={2}>{t('title')}</Title>
          <StateBadge tone={saved === null ? 'neutral' : 'good'}>
            {t(`states.${saved === null ? 'off' : saved.is_required ? 'required' : 'on'}`)}
          </StateBadge>
        </Group>
        <Text size="sm" c="dimmed">
          {t('about')}
        </Text>
        {by === 'single_sign_on' && (
          <Alert color="green" variant="outline" icon={<Icon name="check" />} mt="sm">
            {t('tested')}
          </Alert>
        )}
      </Paper>
      <Step title={t('provider')} about={t('providerAbout')}>
        <CopyField label={t('callback')} value={setup.callback_url} />
      </Step>
      <Step title={t('values')} about={t('valuesAbout')}>
        <SettingsForm key={JSON.stringify(saved)} saved={saved} />
      </Step>
      {saved !== null && <People setup={setup} />}
    </>
  );
}

const Step = ({ title, about, children }: { title: string; about: string; children: ReactNode }) => (
  <Paper component="section" withBorder p="md" aria-label={title}>
    <Title order={2}>{title}</Title>
    <Text size="sm" c="dimmed" mb="sm">
      {about}
    </Text>
    {children}
  </Paper>
);

const ownPath = '/console/settings/sign-in';

function People({ setup }: { setup: SingleSignOnSetup }) {
  const t = useTexts();
  const queryClient = useQueryClient();
  const test = useMutation({
    mutationFn: () => beginSignIn(setup.company, ownPath),
    onSuccess: ({ url }) => window.location.assign(url),
  });
  const remove = useMutation({
    mutationFn: removeSingleSignOn,
    onSuccess: async () => {
      notifications.show({ message: t('removed'), role: 'status' });
      await queryClient.invalidateQueries({ queryKey: setupQuery.queryKey });
    },
  });
  const askToTest = async () => {
    if (await confirm({ title: t('testTitle'), consequence: t('testAdvice'), action: t('test') })) test.mutate();
  };
  const askToRemove = async () => {
    const question = { title: t('removeTitle'), consequence: t('removeAdvice'), action: t('remove') };
    if (await confirm({ ...question, isDangerous: true })) remove.mutate();
  };
  return (
    <Step title={t('people')} about={t('peopleAbout')}>
      <Stack gap="sm">
        <CopyField label={t('company')} value={setup.company} />
        <CopyField label={t('signInUrl')} value={setup.sign_in_url} />
        <Group>
          <Button onClick={() => void askToTest()} loading={test.isPending}>
            {t('test')}
          </Button>
          <Button variant="default" onClick={() => void askToRemove()} loading={remove.isPending}>
            {t('remove')}
          </Button>
        </Group>
      </Stack>
    </Step>
  );
}
