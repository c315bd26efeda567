import { type Passkey, unwrap } from '@goen/client';
import { Alert, Button, Group, Paper, Text, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { useMe } from '../../api/me.ts';
import { Icon } from '../../shell/icons.tsx';
import { confirm } from '../../ui/confirm.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { When } from '../../ui/when.tsx';
import classes from './account.module.css';
import { canAddPasskeys } from './create-passkey.ts';
import { PasskeyDialog } from './passkey-dialog.tsx';
import { passkeysQuery } from './queries.ts';
import { useTexts } from './texts.ts';

/** The passkeys of the account. A session by single sign-on only reads them. */
export function Passkeys() {
  const t = useTexts();
  const mayChange = useMe().signed_in_by !== 'single_sign_on';
  const query = useQuery(passkeysQuery);
  const [isAdding, setAdding] = useState(false);
  const canAdd = mayChange && canAddPasskeys();
  return (
    <Paper withBorder p="md" component="section" aria-label={t('passkeys')}>
      <Group justify="space-between" mb="xs">
        <Title order={2}>{t('passkeys')}</Title>
        {canAdd && (
          <Button size="xs" onClick={() => setAdding(true)}>
            {t('addPasskey')}
          </Button>
        )}
      </Group>
      <Text size="sm" c="dimmed">
        {t('passkeysAdvice')}
      </Text>
      {!canAdd && (
        <Alert color="blue" variant="outline" mt="xs" icon={<Icon name="members" />}>
          {t(mayChange ? 'unsupported' : 'onlyByOwnMailbox')}
        </Alert>
      )}
      <Loaded query={query} lines={2}>
        {(passkeys) =>
          passkeys.length === 0 ? (
            <Text size="sm" mt="xs">
              {t('noPasskeys')}
            </Text>
          ) : (
            <ul className={classes.rows}>
              {passkeys.map((passkey) => (
                <li key={passkey.id} className={classes.row}>
                  <div>
                    <Text size="sm" fw={600}>
                      {passkey.name ?? t('unnamed')}
                    </Text>
                    {passkey.created_at !== null && (
                      <Text size="xs" c="dimmed">
                        {t('added')} <When at={passkey.created_at} isDay />
                      </Text>
                    )}
                  </div>
                  {mayChange && <Actions passkey={passkey} />}
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      {isAdding && <PasskeyDialog onClose={() => setAdding(false)} />}
    </Paper>
  );
}

function Actions({ passkey }: { passkey: Passkey }) {
  const t = useTexts();
  const queryClient = useQueryClient();
  const [isRenaming, setRenaming] = useState(false);
  const name = passkey.name ?? t('unnamed');
  const remove = useMutation({
    mutationFn: () => unwrap(api.DELETE('/v1/passkeys/{id}', { params: { path: { id: passkey.id } } })),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: passkeysQuery.queryKey });
      notifications.show({ message: t('passkeyRemoved', { name }), role: 'status' });
    },
  });
  const askToRemove = async () => {
    const question = { title: t('removeTitle', { name }), consequence: t('removeConsequence'), action: t('remove') };
    if (await confirm({ ...question, isDangerous: true })) remove.mutate();
  };
  return (
    <Group gap="xs" wrap="nowrap">
      <Button size="compact-sm" variant="default" onClick={() => setRenaming(true)}>
        {t('rename')}
      </Button>
      <Button size="compact-sm" variant="default" loading={remove.isPending} onClick={() => void askToRemove()}>
        {t('remove')}
      </Button>
      {isRenaming && <PasskeyDialog passkey={passkey} onClose={() => setRenaming(false)} />}
    </Group>
  );
}
