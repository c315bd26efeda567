import { Anchor, Button, Center, Code, Group, Stack, Text, Title } from '@mantine/core';
import { type ErrorComponentProps, Link, useRouter } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { describeProblem } from '../api/describe-problem.ts';
import { useMe } from '../api/me.ts';
import { useWords } from '../words/use-words.ts';
import { Icon, type IconName } from './icons.tsx';
import { reloadIfStale } from './stale-deployment.ts';
import { useShellTexts } from './texts.ts';

type MessageProps = { icon: IconName; title: string; advice: string; children?: ReactNode };

/** In place of a screen: what is the matter, and what to do. */
export const FullMessage = ({ icon, title, advice, children }: MessageProps) => (
  <Center mih="60dvh" p="md">
    <Stack align="center" gap="sm" maw={480} ta="center">
      <Icon name={icon} size={36} />
      <Title order={1}>{title}</Title>
      <Text>{advice}</Text>
      {children}
    </Stack>
  </Center>
);

/** Whatever a screen throws: a failed first request, a part that is gone, or a mistake of ours. */
export function ErrorPage({ error: thrown, reset }: ErrorComponentProps) {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  const t = useShellTexts();
  const router = useRouter();
  const [isReloading] = useState(() => reloadIfStale(error));
  if (isReloading) return null;
  const { id, title, advice, request } = describeProblem(error);
  const isKnown = id !== 'unknown';
  const retry = () => {
    reset();
    void router.invalidate();
  };
  return (
    <FullMessage icon="warning" title={isKnown ? title : t('errorTitle')} advice={isKnown ? advice : t('errorAdvice')}>
      {!isKnown && <Code block>{error.message}</Code>}
      {request !== null && (
        <Text size="sm" c="dimmed">
          {t('requestId', { id: request })}
        </Text>
      )}
      <Group>
        <Button onClick={retry}>{t('retry')}</Button>
        <Button variant="default" component="a" href="/console/">
          {t('toStart')}
        </Button>
      </Group>
    </FullMessage>
  );
}

export function NotFoundPage() {
  const t = useShellTexts();
  return (
    <FullMessage icon="search" title={t('notFoundTitle')} advice={t('notFoundAdvice')}>
      <Anchor component={Link} to="/">
        {t('toStart')}
      </Anchor>
    </FullMessage>
  );
}

/** The role lacks what the screen needs. */
export function NoScopePage() {
  const t = useShellTexts();
  const words = useWords();
  const role = useMe().member?.role ?? 'viewer';
  return (
    <FullMessage
      icon="warning"
      title={t('noScopeTitle')}
      advice={t('noScopeAdvice', { role: words(`roles.${role}`) })}
    />
  );
}
