import { Anchor, Box, Container, Group, SegmentedControl, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { changeLanguage, useLanguage } from '../../i18n/language.ts';
import { FullMessage } from '../../shell/messages.tsx';
import { useShellTexts } from '../../shell/texts.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { type Installation, setupQuery } from './queries.ts';
import { SetUp } from './set-up.tsx';
import { SetupForm } from './setup-form.tsx';
import { useTexts } from './texts.ts';

/** The one-time setup of an empty installation: nobody can sign in yet. */
export function Setup() {
  const t = useTexts();
  const [installation, setInstallation] = useState<Installation | null>(null);
  const state = useQuery({ ...setupQuery, enabled: installation === null });
  const title = installation === null ? t('title') : t('doneTitle');
  useEffect(() => {
    document.title = `${title} – Goen`;
  }, [title]);
  if (installation !== null)
    return (
      <Page title={title} about={t('doneAbout')}>
        <SetUp installation={installation} />
      </Page>
    );
  if (state.data?.is_open === false)
    return (
      <main>
        <FullMessage icon="check" title={t('closedTitle')} advice={t('closedAdvice')}>
          <Anchor href="/sign-in">{t('toSignIn')}</Anchor>
        </FullMessage>
      </main>
    );
  return (
    <Page title={title} about={t('about')}>
      <Loaded query={state} lines={10}>
        {() => <SetupForm onSetUp={setInstallation} />}
      </Loaded>
    </Page>
  );
}

const languages = [
  { value: 'ja', label: '日本語' },
  { value: 'en', label: 'English' },
] as const;

function Page({ title, about, children }: { title: string; about: string; children: ReactNode }) {
  const shell = useShellTexts();
  const language = useLanguage();
  return (
    <Box bg="var(--goen-surface)" mih="100dvh">
      <Container size={680} py="lg" px="sm">
        <Group component="header" justify="space-between" mb="lg">
          <Text fw={700} fz="lg">
            Goen
          </Text>
          <SegmentedControl
            size="xs"
            aria-label={shell('language')}
            value={language}
            onChange={changeLanguage}
            data={[...languages]}
          />
        </Group>
        <Stack component="main">
          <div>
            <Title order={1}>{title}</Title>
            <Text c="var(--goen-quiet)" mt={4}>
              {about}
            </Text>
          </div>
          {children}
        </Stack>
      </Container>
    </Box>
  );
}
