import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { CopyField } from '../../ui/copy-field.tsx';
import type { Installation } from './queries.ts';
import { useTexts } from './texts.ts';

/** What is shown once: the key, and the ways in. */
export function SetUp({ installation: { key, sign_in_urls: urls } }: { installation: Installation }) {
  const t = useTexts();
  return (
    <>
      <Paper component="section" withBorder p="md" aria-label={t('keyTitle')}>
        <Stack gap="sm">
          <Title order={2}>{t('keyTitle')}</Title>
          <Text size="sm">{t('keyAdvice')}</Text>
          <CopyField label={t('key')} value={key} />
        </Stack>
      </Paper>
      <Paper component="section" withBorder p="md" aria-label={t('signInTitle')}>
        <Stack gap="sm">
          <Title order={2}>{t('signInTitle')}</Title>
          <Text size="sm">{t('signInAdvice')}</Text>
          <Group>
            <Button component="a" href={withReturn(urls.owner, '/console/onboarding')}>
              {t('asOwner')}
            </Button>
            <Text size="sm">{t('asOwnerAdvice')}</Text>
          </Group>
          <Group>
            <Button component="a" variant="default" href={withReturn(urls.operator, '/console/operator')}>
              {t('asOperator')}
            </Button>
            <Text size="sm">{t('asOperatorAdvice')}</Text>
          </Group>
        </Stack>
      </Paper>
    </>
  );
}

/** The sign-in page leads there afterwards. */
function withReturn(signInUrl: string, path: string): string {
  const url = new URL(signInUrl);
  url.searchParams.set('return', path);
  return url.href;
}
