import { type ConnectionKind, unwrap } from '@goen/client';
import { ActionIcon, Group, SimpleGrid, Stack, Text, Title, UnstyledButton } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { Icon } from '../../shell/icons.tsx';
import classes from './connections.module.css';
import { Guide } from './guide.tsx';
import { type ConnectionsSearch, newEntry } from './queries.ts';
import { SystemForm } from './system-form.tsx';
import { useTexts } from './texts.ts';

type AddSystemProps = {
  kinds: readonly ConnectionKind[];
  kind: string | undefined;
  go: (search: ConnectionsSearch) => void;
};

/** First the system, then its steps and what it needs. */
export function AddSystem({ kinds, kind, go }: AddSystemProps) {
  const t = useTexts();
  const chosen = kinds.find((item) => item.kind === kind);
  return (
    <>
      <Group gap="xs" wrap="nowrap">
        <ActionIcon
          variant="subtle"
          onClick={() => go(chosen ? { open: newEntry } : {})}
          aria-label={chosen ? t('otherSystem') : t('back')}
        >
          <Icon name="back" />
        </ActionIcon>
        <Title order={2}>{chosen ? t('addNamed', { name: chosen.name }) : t('addTitle')}</Title>
      </Group>
      {chosen ? <NewSystem kind={chosen} go={go} /> : <Choice kinds={kinds} go={go} />}
    </>
  );
}

const directions = ['in', 'out'] as const;
const isIncoming = ({ channels }: ConnectionKind) => channels.some((channel) => channel !== 'push');

function Choice({ kinds, go }: Omit<AddSystemProps, 'kind'>) {
  const t = useTexts();
  return (
    <Stack>
      {directions.map((direction) => (
        <section key={direction} aria-label={t(`directions.${direction}`)}>
          <Title order={3} mb="xs">
            {t(`directions.${direction}`)}
          </Title>
          <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xs">
            {kinds
              // An API needs no connection but a key.
              .filter((kind) => kind.kind !== 'api' && isIncoming(kind) === (direction === 'in'))
              .map(({ kind, name, channels }) => (
                <UnstyledButton key={kind} className={classes.kind} onClick={() => go({ open: newEntry, kind })}>
                  <Text span fw={600} display="block">
                    {name}
                  </Text>
                  <Text span size="sm" c="dimmed">
                    {channels.map((channel) => t(`channels.${channel}`)).join(t('and'))}
                  </Text>
                </UnstyledButton>
              ))}
          </SimpleGrid>
        </section>
      ))}
      <Text size="sm" c="dimmed">
        {t('byApi')}
      </Text>
    </Stack>
  );
}

function NewSystem({ kind, go }: { kind: ConnectionKind; go: AddSystemProps['go'] }) {
  const t = useTexts();
  const queryClient = useQueryClient();
  const create = useMutation({
    mutationFn: (body: Parameters<typeof toBody>[1]) =>
      unwrap(api.POST('/v1/connections', { body: toBody(kind.kind, body) })),
    meta: { showsProblem: true },
    onSuccess: async ({ id, name }) => {
      await queryClient.invalidateQueries({ queryKey: ['connections'] });
      notifications.show({ message: t('added', { name }), role: 'status' });
      go({ open: id });
    },
  });
  return (
    <>
      <Guide kind={kind.kind} />
      <SystemForm
        kind={kind}
        values={{ name: kind.name, settings: {}, secrets: {}, result_mail: null }}
        error={create.error}
        isSaving={create.isPending}
        action={t('connect')}
        onSave={(values) => create.mutate(values)}
      />
    </>
  );
}

const toBody = (kind: string, values: Parameters<Parameters<typeof SystemForm>[0]['onSave']>[0]) => ({
  kind,
  ...values,
});
