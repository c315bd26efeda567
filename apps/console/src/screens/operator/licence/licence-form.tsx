import { unwrap } from '@goen/client';
import type { LicenceState, NewOperatorLicence } from '@goen/client/operator';
import { Button, Group, Paper, Stack, TextInput, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { describeFieldErrors } from '../../../api/describe-problem.ts';
import { operatorApi } from '../../../api/operator.ts';
import { todayInTokyo } from '../../../i18n/dates.ts';
import { useShellTexts } from '../../../shell/texts.ts';
import { DayInput } from '../../../ui/date-fields.tsx';
import { ProblemAlert } from '../../../ui/problem-alert.tsx';
import { licenceQuery } from './queries.ts';
import { useTexts } from './texts.ts';

const textFields = [
  ['number', 30],
  ['kind', 100],
  ['operator_name', 200],
  ['address', 500],
  ['complaints_contact', 300],
  ['occupations', 300],
  ['fees', 500],
] as const;

/** For a renewal only the day changes, so the rest is filled in. */
export function LicenceForm({ state: { licence }, onDone }: { state: LicenceState; onDone: () => void }) {
  const t = useTexts();
  const shell = useShellTexts();
  const queryClient = useQueryClient();
  const required = (value: string) => (value.trim() === '' ? t('required') : null);
  const form = useForm<NewOperatorLicence>({
    initialValues: {
      number: licence?.number ?? '',
      kind: licence?.kind ?? t('usualKind'),
      expires_on: '',
      operator_name: licence?.operator_name ?? '',
      address: licence?.address ?? '',
      complaints_contact: licence?.complaints_contact ?? '',
      occupations: licence?.occupations ?? '',
      fees: licence?.fees ?? '',
    },
    validate: {
      ...Object.fromEntries(textFields.map(([name]) => [name, required])),
      expires_on: (value) => required(value) ?? (value < todayInTokyo() ? t('past') : null),
    },
  });
  const record = useMutation({
    mutationFn: (body: NewOperatorLicence) => unwrap(operatorApi.PUT('/operator/licence', { body })),
    meta: { showsProblem: true },
    onSuccess: (state) => {
      queryClient.setQueryData(licenceQuery.queryKey, state);
      notifications.show({ message: t('recorded'), role: 'status' });
      onDone();
    },
  });
  const fields = describeFieldErrors(record.error);
  const getProps = (name: keyof NewOperatorLicence) => {
    const { error, ...props } = form.getInputProps(name) as { error?: string; value: string; onChange: () => void };
    return { ...props, error: error ?? fields[`/${name}`] };
  };
  return (
    <Paper component="section" withBorder p="md" aria-label={t('form')}>
      <form noValidate onSubmit={form.onSubmit((values) => record.mutate(values))}>
        <Stack gap="sm">
          <Title order={2}>{t('form')}</Title>
          {textFields.slice(0, 2).map(([name, maxLength]) => (
            <TextInput
              key={name}
              label={t(`fields.${name}`)}
              placeholder={t(`examples.${name}`)}
              required
              maxLength={maxLength}
              {...getProps(name)}
            />
          ))}
          <DayInput
            label={t('fields.expires_on')}
            placeholder="2031/03/31"
            required
            w={220}
            minDate={todayInTokyo()}
            value={form.values.expires_on === '' ? null : form.values.expires_on}
            onChange={(day) => form.setFieldValue('expires_on', day ?? '')}
            error={form.errors.expires_on ?? fields['/expires_on']}
          />
          {textFields.slice(2).map(([name, maxLength]) => (
            <TextInput
              key={name}
              label={t(`fields.${name}`)}
              placeholder={t(`examples.${name}`)}
              required
              maxLength={maxLength}
              {...getProps(name)}
            />
          ))}
          {record.error !== null && Object.keys(fields).length === 0 && <ProblemAlert error={record.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onDone}>
              {shell('cancel')}
            </Button>
            <Button type="submit" loading={record.isPending}>
              {t('save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Paper>
  );
}
