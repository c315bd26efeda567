import type { Import } from '@goen/client';
import { Alert, Anchor, Button, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useMay } from '../../api/me.ts';
import { useFormats } from '../../i18n/dates.ts';
import { Icon } from '../../shell/icons.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { Screen } from '../../ui/screen.tsx';
import { When } from '../../ui/when.tsx';
import { ColumnForm } from './column-form.tsx';
import { Counts } from './counts.tsx';
import { DryRunActions } from './dry-run-actions.tsx';
import { ImportState } from './import-state.tsx';
import { importQuery, isWorking, sourcesQuery } from './queries.ts';
import { Refusal } from './refusal.tsx';
import { Rows } from './rows.tsx';
import { Statuses } from './statuses.tsx';
import { useTexts } from './texts.ts';
import { Undated } from './undated.tsx';
import { Working } from './working.tsx';

const route = getRouteApi('/_company/imports_/$importId');

/** A file: what is in it, what importing it would do, and what became of it. */
export function ImportDetail() {
  const t = useTexts();
  const { importId } = route.useParams();
  const query = useQuery(importQuery(importId));
  return (
    <Screen
      title={query.data?.file.name ?? t('title')}
      actions={
        <Button
          variant="subtle"
          leftSection={<Icon name="back" size={18} />}
          renderRoot={(props) => <Link to="/imports" {...props} />}
        >
          {t('back')}
        </Button>
      }
    >
      <Loaded query={query} lines={10}>
        {(file) => (
          <Stack>
            <About file={file} />
            <Content file={file} />
          </Stack>
        )}
      </Loaded>
    </Screen>
  );
}

function About({ file }: { file: Import }) {
  const t = useTexts();
  const { formatNumber } = useFormats();
  const { data: sources = [] } = useQuery(sourcesQuery);
  const { rows, ended_at: endedAt } = file;
  return (
    <Group gap="xl" align="start">
      <ImportState file={file} />
      <Facts
        facts={[
          [t('source'), sources.find(({ connection_id: id }) => id === file.connection_id)?.name],
          [t('uploaded'), <When key="at" at={file.created_at} />],
        ]}
      />
      <Facts
        facts={[
          [t('size'), t('sizeKb', { kb: formatNumber(Math.max(1, Math.round(file.file.bytes / 1_000))) })],
          [t('rowsFact'), rows.of === null ? null : t('rowsCount', { rows: formatNumber(rows.of) })],
        ]}
      />
      {endedAt !== null && <Facts facts={[[t('ended'), <When key="at" at={endedAt} />]]} />}
    </Group>
  );
}

/** By state. */
function Content({ file }: { file: Import }) {
  const t = useTexts();
  if (isWorking(file)) return <Working file={file} />;
  if (file.state === 'needs_columns' && file.proposal !== null)
    return <ColumnForm file={file} proposal={file.proposal} />;
  if (file.state === 'refused') return <Refusal file={file} />;
  if (file.state === 'failed')
    return (
      <Alert color="red" variant="outline" icon={<Icon name="warning" />} title={t('failedTitle')}>
        {t('failedAdvice')}
      </Alert>
    );
  if (file.state === 'cancelled')
    return (
      <Alert color="gray" variant="outline" icon={<Icon name="pause" />} title={t('cancelledTitle')}>
        {t('cancelledAdvice')}
      </Alert>
    );
  return file.dry_run ? <DryRun file={file} /> : <Imported file={file} />;
}

function DryRun({ file }: { file: Import }) {
  return (
    <>
      <DryRunActions file={file} />
      <Counts file={file} />
      <Undated file={file} />
      <Statuses file={file} />
      <Rows file={file} />
    </>
  );
}

function Imported({ file }: { file: Import }) {
  const t = useTexts();
  const mayReadMails = useMay('mail:read');
  return (
    <>
      <Alert color="teal" variant="outline" icon={<Icon name="check" />} title={t('doneTitle')}>
        {t('doneAdvice')}{' '}
        {mayReadMails && (
          <Anchor component={Link} to="/mails" size="sm">
            {t('toQueue')}
          </Anchor>
        )}
      </Alert>
      <Counts file={file} />
      {file.counts.refused > 0 && (
        <>
          <Text size="sm" c="dimmed">
            {t('rowsOfImport')}
          </Text>
          <Rows file={file} />
        </>
      )}
    </>
  );
}
