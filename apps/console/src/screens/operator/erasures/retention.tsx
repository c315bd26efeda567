import type { RetentionPreview, RetentionState } from '@goen/client/operator';
import { Button, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useFormats } from '../../../i18n/dates.ts';
import { DataTable } from '../../../ui/data-table.tsx';
import { Loaded } from '../../../ui/loaded.tsx';
import { ProblemAlert } from '../../../ui/problem-alert.tsx';
import { StateBadge } from '../../../ui/state-badge.tsx';
import { When } from '../../../ui/when.tsx';
import { findKind } from './kinds.ts';
import { previewQuery, retentionQuery } from './queries.ts';
import { RetentionDialog } from './retention-dialog.tsx';
import { useTexts } from './texts.ts';
import { useKindName } from './use-kind-name.ts';

/** How long each kind of data is kept, what the last nightly round deleted, and what the next one would. */
export function Retention() {
  const t = useTexts();
  const [changed, setChanged] = useState<RetentionState | null>(null);
  const { formatNumber, formatTime } = useFormats();
  const query = useQuery(retentionQuery);
  const preview = useQuery({ ...previewQuery, enabled: false });
  const total = preview.data?.items.reduce((sum, { rows }) => sum + rows, 0);
  return (
    <Stack gap="md">
      <Text c="var(--goen-quiet)" maw={720}>
        {t('about')}
      </Text>
      <Group gap="md">
        <Button variant="default" onClick={() => void preview.refetch()} loading={preview.isFetching}>
          {t('dryRun')}
        </Button>
        {preview.data && total !== undefined && (
          <Text role="status" fw={600}>
            {t('dryRunTotal', { number: formatNumber(total), time: formatTime(preview.data.counted_at) })}
          </Text>
        )}
      </Group>
      {preview.error !== null && <ProblemAlert error={preview.error} />}
      <Loaded query={query} lines={12}>
        {({ items, mail_known: isMailKnown }) => (
          <>
            {!isMailKnown && <Text size="sm">{t('mailUnknown')}</Text>}
            <RetentionTable items={items} preview={preview.data} onChange={setChanged} />
          </>
        )}
      </Loaded>
      {changed && <RetentionDialog state={changed} onClose={() => setChanged(null)} />}
      {preview.data && <SignIn preview={preview.data} />}
    </Stack>
  );
}

type RetentionTableProps = {
  items: readonly RetentionState[];
  preview: RetentionPreview | undefined;
  onChange: (state: RetentionState) => void;
};

function RetentionTable({ items, preview, onChange }: RetentionTableProps) {
  const t = useTexts();
  const { formatNumber } = useFormats();
  const kindName = useKindName();
  return (
    <DataTable
      label={t('retention')}
      rows={items}
      getKey={({ kind }) => kind}
      columns={[
        {
          heading: t('kind'),
          render: ({ kind, why }) => {
            const known = findKind(kind);
            return (
              <>
                {kindName(kind)}
                <Text size="xs" fw={400} c="var(--goen-quiet)">
                  {known === undefined ? why : t(`kinds.${known}.why`)}
                </Text>
              </>
            );
          },
        },
        {
          heading: t('keepDays'),
          render: (state) => <Days state={state} onChange={() => onChange(state)} />,
          isNumber: true,
        },
        {
          heading: t('lastRun'),
          render: ({ last_run: run }) => (run === null ? t('never') : <When at={run.ended_at} />),
        },
        {
          heading: t('deleted'),
          render: ({ last_run: run }) =>
            run === null ? null : (
              <>
                {formatNumber(run.rows)}
                {!run.complete && <StateBadge tone="waiting">{t('moreLeft')}</StateBadge>}
              </>
            ),
          isNumber: true,
        },
        ...(preview === undefined
          ? []
          : [
              {
                heading: t('next'),
                render: ({ kind }: RetentionState) =>
                  formatNumber(preview.items.find((item) => item.kind === kind)?.rows ?? 0),
                isNumber: true,
              },
            ]),
      ]}
    />
  );
}

/** The days, their bounds, and a way to change them. */
function Days({ state, onChange }: { state: RetentionState; onChange: () => void }) {
  const t = useTexts();
  const kindName = useKindName();
  const { formatNumber, formatAside } = useFormats();
  const { keep_days: days, default_days: byDefault, min_days: min, max_days: max, is_settable: isSettable } = state;
  return (
    <>
      {t('days', { number: formatNumber(days) })}
      <Text size="xs" c="var(--goen-quiet)">
        {isSettable ? t('range', { min: formatNumber(min), max: formatNumber(max) }) : t('fixed')}
        {isSettable && days !== byDefault && formatAside(t('byDefault', { number: formatNumber(byDefault) }))}
      </Text>
      {isSettable && (
        <Button
          size="compact-xs"
          variant="default"
          mt={4}
          onClick={onChange}
          aria-label={t('changeOf', { name: kindName(state.kind) })}
        >
          {t('change')}
        </Button>
      )}
    </>
  );
}

/** Sessions and links go every hour, without a setting. */
function SignIn({ preview: { sign_in: counts } }: { preview: RetentionPreview }) {
  const t = useTexts();
  const { formatNumber } = useFormats();
  const rows = counts.reduce((sum, count) => sum + count.rows, 0);
  return <Text size="sm">{t('signIn', { number: formatNumber(rows) })}</Text>;
}
