import type { Import, ImportStatus, ImportStatusChoice } from '@goen/client';
import { Button, Group, Paper, Text, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useMay } from '../../api/me.ts';
import { useFormats } from '../../i18n/dates.ts';
import { StateBadge } from '../../ui/state-badge.tsx';
import classes from './imports.module.css';
import { addStatus } from './queries.ts';
import { useTexts } from './texts.ts';
import { useChange } from './use-change.ts';

const shownIgnored = 8;

/** Every status of the file and what it counts as; one that was ignored can be added with a click. */
export function Statuses({ file }: { file: Import }) {
  const t = useTexts();
  const mayImport = useMay('imports:write');
  const [areAllShown, setAllShown] = useState(false);
  // This part is gone by the time of the answer: the file is being read again.
  const change = useChange(async (choice: ImportStatusChoice) => {
    const changed = await addStatus(file.id, choice);
    const message = t('statusAdded', { status: choice.status, means: t(`statusMeans.${choice.means}`) });
    notifications.show({ message, role: 'status' });
    return changed;
  });
  const { statuses } = file;
  if (statuses.length === 0) return null;
  const counted = statuses.filter((status) => status.is_rejection || status.is_offer);
  const ignored = statuses.filter((status) => !status.is_rejection && !status.is_offer);
  const shown = [...counted, ...(areAllShown ? ignored : ignored.slice(0, shownIgnored))];
  const isChangeable = mayImport && file.file.kept;
  return (
    <Paper withBorder p="md" component="section" aria-label={t('statusesTitle')}>
      <Title order={2}>{t('statusesTitle')}</Title>
      <Text size="sm" c="dimmed" mb="xs">
        {t('statusesAdvice')}
      </Text>
      {shown.map((status) => (
        <StatusLine
          key={status.status ?? ''}
          status={status}
          onAdd={isChangeable ? (choice) => change.mutate(choice) : null}
          isBusy={change.isPending}
        />
      ))}
      {ignored.length > shownIgnored && !areAllShown && (
        <Button variant="subtle" size="compact-sm" mt="xs" onClick={() => setAllShown(true)}>
          {t('showIgnored', { count: ignored.length })}
        </Button>
      )}
    </Paper>
  );
}

type StatusLineProps = {
  status: ImportStatus;
  onAdd: ((choice: ImportStatusChoice) => void) | null;
  isBusy: boolean;
};

function StatusLine({ status, onAdd, isBusy }: StatusLineProps) {
  const t = useTexts();
  const { formatNumber } = useFormats();
  const { status: name, rows } = status;
  const means = status.is_rejection ? 'rejection' : status.is_offer ? 'offer' : 'ignored';
  const label = name === null ? t('otherStatuses') : name === '' ? t('noStatus') : name;
  return (
    <div className={classes.status}>
      <Text size="sm" fw={600} className={classes.statusName}>
        {label}
      </Text>
      <Text size="sm" className="tabular">
        {t('statusRows', { rows: formatNumber(rows) })}
      </Text>
      <StateBadge
        tone={means === 'ignored' ? 'stopped' : means === 'offer' ? 'neutral' : 'good'}
        icon={means === 'ignored' ? 'close' : 'check'}
      >
        {t(`statusMeans.${means}`)}
      </StateBadge>
      {means === 'ignored' && name !== null && name !== '' && onAdd !== null && (
        <Group gap={6}>
          <Button
            size="compact-xs"
            variant="default"
            disabled={isBusy}
            onClick={() => onAdd({ status: name, means: 'rejection' })}
            aria-label={`${label}: ${t('countAsRejection')}`}
          >
            {t('countAsRejection')}
          </Button>
          <Button
            size="compact-xs"
            variant="subtle"
            disabled={isBusy}
            onClick={() => onAdd({ status: name, means: 'offer' })}
            aria-label={`${label}: ${t('countAsOffer')}`}
          >
            {t('countAsOffer')}
          </Button>
        </Group>
      )}
    </div>
  );
}
