import type { Import } from '@goen/client';
import { Alert, Button, Group, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useMay } from '../../api/me.ts';
import { toRows } from '../../api/pages.ts';
import { useFormats } from '../../i18n/dates.ts';
import { Icon } from '../../shell/icons.tsx';
import { confirm } from '../../ui/confirm.ts';
import { correctedRowsQuery, isPending, recheckImport, runImport } from './queries.ts';
import { useTexts } from './texts.ts';
import { useChange } from './use-change.ts';

/** Takes the good rows, or looks again at what was corrected. */
export function DryRunActions({ file }: { file: Import }) {
  const t = useTexts();
  const { formatNumber } = useFormats();
  const mayImport = useMay('imports:write');
  const { new: fresh, changed, refused, without_address: unaddressed } = file.counts;
  const good = fresh + changed;
  const correctedRows = useInfiniteQuery(correctedRowsQuery(file.id));
  const corrected = toRows(correctedRows.data).filter(isPending).length;
  const run = useChange(() => runImport(file.id));
  const recheck = useChange(() => recheckImport(file.id));
  const ask = async () => {
    const consequence = [
      t('runAdvice', { fresh: formatNumber(fresh), changed: formatNumber(changed) }),
      ...(unaddressed > 0 ? [t('runUnaddressed', { unaddressed: formatNumber(unaddressed) })] : []),
      ...(refused > 0 ? [t('runRefused', { refused: formatNumber(refused) })] : []),
    ].join(' ');
    if (await confirm({ title: t('runTitle', { count: good }), consequence, action: t('runAction') })) run.mutate();
  };
  return (
    <Alert color="blue" variant="outline" icon={<Icon name="imports" />} title={t('dryRunTitle')}>
      <Text size="sm">{file.file.kept ? t('dryRunAdvice') : t('fileGone')}</Text>
      {mayImport && file.file.kept && (
        <Group mt="sm" gap="xs">
          {good > 0 ? (
            <Button onClick={() => void ask()} loading={run.isPending}>
              {t('run', { count: good })}
            </Button>
          ) : (
            <Text size="sm" fw={600}>
              {t('nothingToRun')}
            </Text>
          )}
          {corrected > 0 && (
            <Button variant="default" onClick={() => recheck.mutate()} loading={recheck.isPending}>
              {t('recheck', { count: corrected })}
            </Button>
          )}
        </Group>
      )}
    </Alert>
  );
}
