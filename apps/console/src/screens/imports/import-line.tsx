import type { Import } from '@goen/client';
import { Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useFormats } from '../../i18n/dates.ts';
import { When } from '../../ui/when.tsx';
import { ImportState } from './import-state.tsx';
import classes from './imports.module.css';
import { useTexts } from './texts.ts';

type ImportLineProps = { file: Import; source: string | undefined; isCurrent: boolean };

export function ImportLine({ file, source, isCurrent }: ImportLineProps) {
  const t = useTexts();
  const { formatNumber } = useFormats();
  const { counts } = file;
  return (
    <div className={classes.line} data-current={isCurrent || undefined}>
      <Link to="/imports/$importId" params={{ importId: file.id }} className={classes.link}>
        <Text span fw={600} truncate>
          {file.file.name ?? t('noFileName')}
        </Text>
        <ImportState file={file} />
        <Text span size="sm" c="dimmed" truncate>
          <When at={file.created_at} />
          {source !== undefined && ` · ${source}`}
        </Text>
        <Text span size="sm" className="tabular" ta="end">
          {file.state === 'done' &&
            t('countsLine', { fresh: formatNumber(counts.new), refused: formatNumber(counts.refused) })}
        </Text>
      </Link>
    </div>
  );
}
