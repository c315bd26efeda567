import { type Connection, type ConnectionKind, unwrap } from '@goen/client';
import { ActionIcon, Alert, Button, Group, Text, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { useFormats } from '../../i18n/dates.ts';
import { Icon } from '../../shell/icons.tsx';
import { CopyField } from '../../ui/copy-field.tsx';
import { Facts } from '../../ui/facts.tsx';
import { DetailContent } from '../../ui/list-detail.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { When } from '../../ui/when.tsx';
import { Guide } from './guide.tsx';
import { Journal } from './journal.tsx';
import { connectionQuery } from './queries.ts';
import { SyncRecords } from './sync-records.tsx';
import { SystemActions } from './system-actions.tsx';
import { SystemForm, type SystemValues } from './system-form.tsx';
import { isFailing, SystemState } from './system-state.tsx';
import { useTexts } from './texts.ts';

type Props = { id: string; kinds: readonly ConnectionKind[]; onBack: () => void };

export function SystemDetail({ id, kinds, onBack }: Props) {
  const query = useQuery(connectionQuery(id));
  return (
    <Loaded query={query} lines={8}>
      {(connection) => {
        const kind = kinds.find((item) => item.kind === connection.kind);
        return kind === undefined ? null : <Opened connection={connection} kind={kind} onBack={onBack} />;
      }}
    </Loaded>
  );
}

type OpenedProps = { connection: Connection; kind: ConnectionKind; onBack: () => void };

function Opened({ connection, kind, onBack }: OpenedProps) {
  const t = useTexts();
  const [isEditing, setEditing] = useState(false);
  const { routesByPath } = useRouter();
  const { id, name, hook_url: hookUrl } = connection;
  // Once it works, what happens counts more than how it was connected.
  const isConnected = connection.last_ok_at !== null;
  const takesFiles = kind.channels.includes('file');
  return (
    <>
      <SystemActions
        connection={connection}
        kind={kind}
        isEditing={isEditing}
        setEditing={setEditing}
        onDeleted={onBack}
      />
      <DetailContent>
        <Group gap="xs" wrap="nowrap">
          <ActionIcon variant="subtle" onClick={onBack} hiddenFrom="md" aria-label={t('back')}>
            <Icon name="back" />
          </ActionIcon>
          <Title order={2}>{name}</Title>
          <SystemState connection={connection} />
        </Group>
        {isFailing(connection) && connection.last_error && (
          <Fault fault={connection.last_error} at={connection.last_error_at} />
        )}
        {isEditing ? (
          <Edit connection={connection} kind={kind} onDone={() => setEditing(false)} />
        ) : (
          <>
            <Figures connection={connection} kind={kind} />
            {hookUrl !== null && <CopyField label={t('hookUrl')} value={hookUrl} />}
            {takesFiles && '/imports' in routesByPath && (
              <Group>
                <Button component={Link} to="/imports" variant="default" size="sm">
                  {t('toImports')}
                </Button>
              </Group>
            )}
            {!isConnected && <Guide kind={kind.kind} />}
            {kind.channels.includes('hook') && <Journal id={id} />}
            {kind.channels.includes('push') && <SyncRecords connection={connection} />}
            {isConnected && <Guide kind={kind.kind} />}
          </>
        )}
      </DetailContent>
    </>
  );
}

function Figures({ connection, kind }: Omit<OpenedProps, 'onBack'>) {
  const t = useTexts();
  const { formatNumber } = useFormats();
  const { counts, last_run_at: ranAt, last_ok_at: okAt, created_at: createdAt, result_mail: resultMail } = connection;
  const figures = (['received', 'accepted', 'known', 'refused', 'pushed', 'stuck'] as const).flatMap((name) =>
    counts[name] === undefined ? [] : [`${t(`counts.${name}`)} ${formatNumber(counts[name])}`],
  );
  return (
    <Facts
      facts={[
        [
          t('system'),
          `${kind.name}${t('channelsOf', { channels: kind.channels.map((channel) => t(`channels.${channel}`)).join(t('and')) })}`,
        ],
        [t('lastRun'), ranAt === null ? t('never') : <When key="ran" at={ranAt} />],
        [t('lastOk'), okAt === null ? t('never') : <When key="ok" at={okAt} />],
        [t('numbers'), figures.join(' · ')],
        [
          t('resultMail'),
          kind.channels.every((channel) => channel === 'push') ? null : t(`resultMails.${resultMail ?? 'company'}`),
        ],
        [t('createdAt'), <When key="created" at={createdAt} />],
      ]}
    />
  );
}

/** Why the system did not accept us, and what to do. */
function Fault({ fault: { code, detail }, at }: { fault: NonNullable<Connection['last_error']>; at: string | null }) {
  const t = useTexts();
  return (
    <Alert role="alert" color="red" variant="outline" icon={<Icon name="warning" />} title={t(`faults.${code}.title`)}>
      <Text size="sm">{t(`faults.${code}.advice`)}</Text>
      <Text size="xs" c="dimmed">
        {at !== null && <When at={at} />} {t('answer', { detail })}
      </Text>
    </Alert>
  );
}

function Edit({ connection, kind, onDone }: { connection: Connection; kind: ConnectionKind; onDone: () => void }) {
  const t = useTexts();
  const queryClient = useQueryClient();
  const { id, name, settings, result_mail } = connection;
  const save = useMutation({
    mutationFn: ({ secrets, ...rest }: SystemValues) =>
      unwrap(
        api.PATCH('/v1/connections/{id}', {
          params: { path: { id } },
          // Secrets that are sent replace all.
          body: Object.keys(secrets).length === 0 ? rest : { ...rest, secrets },
        }),
      ),
    meta: { showsProblem: true },
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: ['connections'] });
      notifications.show({ message: t('saved'), role: 'status' });
      onDone();
    },
  });
  return (
    <SystemForm
      kind={kind}
      values={{ name, settings, secrets: {}, result_mail }}
      hasSecrets={connection.secrets.length > 0}
      error={save.error}
      isSaving={save.isPending}
      action={t('save')}
      onSave={(values) => save.mutate(values)}
    />
  );
}
