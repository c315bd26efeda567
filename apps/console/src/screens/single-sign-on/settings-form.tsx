import type { SingleSignOn } from '@goen/client';
import { Button, Checkbox, Group, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { describeFieldErrors } from '../../api/describe-problem.ts';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { saveSingleSignOn, setupQuery, singleSignOnQuery } from './queries.ts';
import { useTexts } from './texts.ts';

/** The values of the provider; saving them connects to it. */
export function SettingsForm({ saved }: { saved: SingleSignOn | null }) {
  const t = useTexts();
  const queryClient = useQueryClient();
  const [issuer, setIssuer] = useState(saved?.issuer ?? '');
  const [clientId, setClientId] = useState(saved?.client_id ?? '');
  const [clientSecret, setClientSecret] = useState('');
  const [isRequired, setRequired] = useState(saved?.is_required ?? false);
  const [isChecked, setChecked] = useState(false);
  const save = useMutation({
    mutationFn: saveSingleSignOn,
    meta: { showsProblem: true },
    onSuccess: async () => {
      setClientSecret('');
      setChecked(false);
      notifications.show({ message: t('saved'), role: 'status' });
      await Promise.all(
        [setupQuery, singleSignOnQuery].map(({ queryKey }) => queryClient.invalidateQueries({ queryKey })),
      );
    },
  });
  const errors = describeFieldErrors(save.error);
  const values = { issuer: issuer.trim(), client_id: clientId.trim(), client_secret: clientSecret.trim() };
  const missing = (value: string) => (isChecked && value === '' ? t('required') : null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (Object.values(values).every((value) => value !== '')) save.mutate({ ...values, is_required: isRequired });
  };
  return (
    <form noValidate onSubmit={submit}>
      <Stack gap="sm">
        <TextInput
          label={t('issuer')}
          description={t('issuerAbout')}
          type="url"
          required
          autoComplete="off"
          maxLength={500}
          value={issuer}
          onChange={({ currentTarget }) => setIssuer(currentTarget.value)}
          error={errors['/issuer'] ?? missing(values.issuer)}
        />
        {saved !== null && values.issuer !== saved.issuer && (
          <Text size="sm" c="dimmed">
            {t('issuerChange')}
          </Text>
        )}
        <TextInput
          label={t('clientId')}
          required
          autoComplete="off"
          maxLength={300}
          value={clientId}
          onChange={({ currentTarget }) => setClientId(currentTarget.value)}
          error={errors['/client_id'] ?? missing(values.client_id)}
        />
        <PasswordInput
          label={t('clientSecret')}
          description={t('secretAbout')}
          required
          autoComplete="new-password"
          maxLength={1_000}
          value={clientSecret}
          onChange={({ currentTarget }) => setClientSecret(currentTarget.value)}
          error={errors['/client_secret'] ?? missing(values.client_secret)}
        />
        <Checkbox
          label={t('isRequired')}
          description={t('isRequiredAbout')}
          checked={isRequired}
          onChange={({ currentTarget }) => setRequired(currentTarget.checked)}
        />
        {save.error !== null && Object.keys(errors).length === 0 && <ProblemAlert error={save.error} />}
        <Group>
          <Button type="submit" loading={save.isPending}>
            {t('save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
