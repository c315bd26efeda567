import { Stack } from '@mantine/core';
import { Screen } from '../../../ui/screen.tsx';
import { Ledgers } from './ledgers.tsx';
import { useTexts } from './texts.ts';
import { YearlyCounts } from './yearly-counts.tsx';

/** What the law has a licence holder keep and report. */
export function Books() {
  const t = useTexts();
  return (
    <Screen title={t('title')} about={t('about')}>
      <Stack gap="xl">
        <Ledgers />
        <YearlyCounts />
      </Stack>
    </Screen>
  );
}
