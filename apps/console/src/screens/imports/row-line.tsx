import type { Import, ImportRow } from '@goen/client';
import { Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import { useMay } from '../../api/me.ts';
import { StateBadge } from '../../ui/state-badge.tsx';
import classes from './imports.module.css';
import { isPending } from './queries.ts';
import { RowFaults } from './row-faults.tsx';
import { RowFix } from './row-fix.tsx';
import { RowPlan } from './row-plan.tsx';
import { useTexts } from './texts.ts';

/** A row of the file. One that was refused is corrected where it stands. */
export function RowLine({ file, row }: { file: Import; row: ImportRow }) {
  const t = useTexts();
  const mayImport = useMay('imports:write');
  const [isFixing, setFixing] = useState(false);
  const isRefused = row.outcome === 'refused';
  const isFixable = row.cells !== null && mayImport && file.dry_run && file.file.kept;
  return (
    <div className={classes.line}>
      <div className={classes.person}>
        <Text size="sm" c="dimmed" className="tabular">
          {t('rowNumber', { row: row.row })}
        </Text>
        <Person file={file} row={row} />
        <div>
          {isRefused ? <RowFaults faults={row.errors} /> : <RowPlan row={row} />}
          <Group gap="xs" mt={row.cells === null ? 0 : 4}>
            {isPending(row) && <StateBadge tone="waiting">{t('corrected')}</StateBadge>}
            {isFixable && !isFixing && (
              <Button
                size="compact-sm"
                variant="default"
                onClick={() => setFixing(true)}
                aria-label={t('fixTitle', { row: row.row })}
              >
                {t('fix')}
              </Button>
            )}
          </Group>
        </div>
      </div>
      {isFixing && row.cells !== null && (
        <RowFix file={file} row={row} cells={row.cells} onClose={() => setFixing(false)} />
      )}
    </div>
  );
}

/** Of a refused row what its cells say. */
function Person({ file: { columns }, row }: { file: Import; row: ImportRow }) {
  const t = useTexts();
  const cell = (field: string) => row.cells?.[columns?.[field] ?? '']?.trim() || null;
  const parts = [cell('family_name'), cell('given_name')].filter((part) => part !== null).join(' ');
  const name = row.person?.name ?? cell('full_name') ?? (parts || null);
  const email = row.person?.email ?? cell('emails');
  const job = row.person?.job ?? cell('job_name');
  return (
    <div>
      <Text fw={600} size="sm">
        {name ?? t('noName')}
      </Text>
      <Text size="sm" c="dimmed">
        {[email ?? t('noAddress'), ...(job === null ? [] : [job])].join(' · ')}
      </Text>
    </div>
  );
}
