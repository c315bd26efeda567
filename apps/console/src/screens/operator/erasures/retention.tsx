import type { RetentionPreview, RetentionState } from '@goen/client/operator';
import { Button, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useFormats } from '../../../i18n/dates.ts';
import { DataTable } from '../../../ui/data-table.tsx';
import { Loaded } from '../../../ui/loaded.tsx';
import { ProblemAlert } from '../../../ui/problem-alert.tsx';
import { StateBadge } from '../../../ui/state-badge.tsx';
import { When } from '../../../ui/when.tsx';
import { kinds } from './kinds.ts';
import { previewQuery, retentionQuery } from './queries.ts';
import { useTexts } from './texts.ts';

/** How long each kind of data is kept, what the last nightly round deleted, and what the next one would. */
export function Retention() {
  const t = useTexts();
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
        {({ items }) => <RetentionTable items={items} preview={preview.data} />}
      </Loaded>
      {preview.data && <SignIn preview={preview.data} />}
    </Stack>
  );
}

type RetentionTableProps = { items: readonly RetentionState[]; preview: RetentionPreview | undefined };

function RetentionTable({ items, preview }: RetentionTableProps) {
  const t = useTexts();
  const { formatNumber } = useFormats();
  const nameOf = (kind: string) => kinds.find((known) => known === kind);
  return (
    <DataTable
      label={t('retention')}
      rows={items}
      getKey={({ kind }) => kind}
      columns={[
        {
          heading: t('kind'),
          render: ({ kind, why }) => {
            const known = nameOf(kind);
            return (
              <>
                {known === undefined ? kind : t(`kinds.${known}.name`)}
                <Text size="xs" fw={400} c="var(--goen-quiet)">
                  {known === undefined ? why : t(`kinds.${known}.why`)}
                </Text>
              </>
            );
          },
        },
        {
          heading: t('keepDays'),
          render: ({ keep_days: count }) => t('days', { number: formatNumber(count) }),
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

/** Sessions and links go every hour, without a setting. */
function SignIn({ preview: { sign_in: counts } }: { preview: RetentionPreview }) {
  const t = useTexts();
  const { formatNumber } = useFormats();
  const rows = counts.reduce((sum, count) => sum + count.rows, 0);
  return <Text size="sm">{t('signIn', { number: formatNumber(rows) })}</Text>;
}
