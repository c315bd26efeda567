import { ApiError, type Passkey, unwrap } from '@goen/client';
import { Alert, Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api } from '../../api/client.ts';
import { goToSignIn } from '../../api/expired-session.ts';
import { useShellTexts } from '../../shell/texts.ts';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { createPasskey, PasskeyError } from './create-passkey.ts';
import { nameBrowser } from './name-browser.ts';
import { passkeysQuery } from './queries.ts';
import { useTexts } from './texts.ts';

/** Adds a passkey under a name, or renames one. */
export function PasskeyDialog({ passkey, onClose }: { passkey?: Passkey; onClose: () => void }) {
  const t = useTexts();
  const shell = useShellTexts();
  const queryClient = useQueryClient();
  const [name, setName] = useState(() => passkey?.name ?? nameBrowser(navigator.userAgent)?.system ?? t('thisDevice'));
  const save = useMutation({
    mutationFn: () =>
      passkey === undefined
        ? createPasskey(name.trim())
        : unwrap(api.PATCH('/v1/passkeys/{id}', { params: { path: { id: passkey.id } }, body: { name: name.trim() } })),
    meta: { showsProblem: true },
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: passkeysQuery.queryKey });
      notifications.show({ message: t(passkey === undefined ? 'passkeyAdded' : 'renamed'), role: 'status' });
      onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() !== '') save.mutate();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t(passkey === undefined ? 'addPasskey' : 'rename')}
      closeButtonProps={{ 'aria-label': shell('close') }}
      transitionProps={{ duration: 0 }}
    >
      <form noValidate onSubmit={submit}>
        <Stack gap="sm">
          {passkey === undefined && <Text size="sm">{t('addAdvice')}</Text>}
          <TextInput
            label={t('passkeyName')}
            description={t('passkeyNameAdvice')}
            required
            maxLength={100}
            value={name}
            onChange={({ currentTarget }) => setName(currentTarget.value)}
            error={name.trim() === '' ? t('required') : null}
          />
          {save.error !== null && <Failure error={save.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {shell('cancel')}
            </Button>
            <Button type="submit" loading={save.isPending}>
              {t(passkey === undefined ? 'create' : 'save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

/** And back to this page. */
async function signInAgain(): Promise<void> {
  await api.POST('/v1/sign-out');
  goToSignIn();
}

function Failure({ error }: { error: Error }) {
  const t = useTexts();
  if (error instanceof PasskeyError)
    return (
      <Alert role="alert" color="red" variant="outline">
        {t(`failures.${error.reason}`)}
      </Alert>
    );
  const isTooLate = error instanceof ApiError && error.problem?.code === 'sign_in_again';
  return (
    <>
      <ProblemAlert error={error} />
      {isTooLate && (
        <Group>
          <Button size="sm" variant="default" onClick={() => void signInAgain()}>
            {t('signInAgain')}
          </Button>
        </Group>
      )}
    </>
  );
}
