import type { Import } from '@goen/client';
import { Button, Group, Paper, Progress, Stack, Text } from '@mantine/core';
import { useMay } from '../../api/me.ts';
import { useFormats } from '../../i18n/dates.ts';
import { confirm } from '../../ui/confirm.ts';
import { Counts } from './counts.tsx';
import { cancelImport } from './queries.ts';
import { useTexts } from './texts.ts';
import { useChange } from './use-change.ts';

/** How far it is; it goes on without this page. */
export function Working({ file }: { file: Import }) {
  const t = useTexts();
  const { formatNumber } = useFormats();
  const { done, of } = file.rows;
  const share = of === null || of === 0 ? 0 : (done / of) * 100;
  const label = file.dry_run ? t('working') : t('workingImport');
  return (
    <Paper withBorder p="md">
      <Stack>
        <Group justify="space-between">
          <div role="status">
            <Text fw={600}>{label}</Text>
            <Text size="sm" c="dimmed" className="tabular">
              {of === null || file.state === 'queued'
                ? t('waiting')
                : t('progress', { done: formatNumber(done), total: formatNumber(of) })}
            </Text>
          </div>
          {file.state !== 'receiving' && <Stop file={file} />}
        </Group>
        <Progress.Root size="lg">
          <Progress.Section value={of === null ? 100 : share} animated={of === null} aria-label={label} />
        </Progress.Root>
        {done > 0 && <Counts file={file} />}
      </Stack>
    </Paper>
  );
}

export function Stop({ file }: { file: Import }) {
  const t = useTexts();
  const mayImport = useMay('imports:write');
  const stop = useChange(() => cancelImport(file.id));
  if (!mayImport) return null;
  const ask = async () => {
    const consequence = file.dry_run ? t('stopDryRun') : t('stopImport');
    if (await confirm({ title: t('stopTitle'), consequence, action: t('stop'), isDangerous: true })) stop.mutate();
  };
  return (
    <Button variant="default" onClick={() => void ask()} loading={stop.isPending}>
      {t('stop')}
    </Button>
  );
}
