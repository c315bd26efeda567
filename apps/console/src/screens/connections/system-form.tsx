import type { ConnectionKind, NewConnection } from '@goen/client';
import { Button, Group, Select, Stack, TextInput, Title } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { describeFieldErrors } from '../../api/describe-problem.ts';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { readFields, withoutEmpty } from './fields.ts';
import { SecretInput, SettingInput } from './system-inputs.tsx';
import { useTexts } from './texts.ts';

export type SystemValues = Required<Pick<NewConnection, 'name' | 'settings' | 'secrets' | 'result_mail'>>;

type SystemFormProps = {
  kind: ConnectionKind;
  values: SystemValues;
  error: Error | null;
  isSaving: boolean;
  action: string;
  /** Secrets that are set already: empty fields leave all of them as they are. */
  hasSecrets?: boolean;
  onSave: (values: SystemValues) => void;
};

/** What a system needs, as its schemas say. What the form does not know stays as it is. */
export function SystemForm({ kind, values, error, isSaving, action, hasSecrets = false, onSave }: SystemFormProps) {
  const t = useTexts();
  const [edited, setEdited] = useState(values);
  const [isChecked, setChecked] = useState(false);
  const errors = describeFieldErrors(error);
  // An old one can only be named while it is replaced.
  const secrets = readFields(kind.secrets).filter(({ name }) => hasSecrets || !name.startsWith('previous_'));
  const settings = readFields(kind.settings);
  const areSecretsSent = !hasSecrets || Object.keys(edited.secrets).length > 0;
  const isMissing = (name: string, isRequired: boolean) =>
    isRequired && areSecretsSent && (edited.secrets[name] ?? '') === '';
  const isIncomplete = edited.name.trim() === '' || secrets.some((field) => isMissing(field.name, field.isRequired));
  const setSecret = (name: string, value: string) => {
    const { [name]: _old, ...rest } = edited.secrets;
    setEdited({ ...edited, secrets: value === '' ? rest : { ...rest, [name]: value } });
  };
  const setSetting = (name: string, value: unknown) => {
    const { [name]: _old, ...rest } = edited.settings;
    setEdited({ ...edited, settings: value === undefined ? rest : { ...rest, [name]: value } });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (!isIncomplete) onSave({ ...edited, name: edited.name.trim(), settings: withoutEmpty(edited.settings) });
  };
  return (
    <form noValidate onSubmit={submit}>
      <Stack gap="sm" maw={560}>
        <Title order={3}>{t('formTitle')}</Title>
        <TextInput
          label={t('name')}
          description={t('nameAdvice')}
          required
          maxLength={200}
          value={edited.name}
          onChange={({ currentTarget }) => setEdited({ ...edited, name: currentTarget.value })}
          error={errors['/name'] ?? (isChecked && edited.name.trim() === '' ? t('required') : null)}
        />
        {secrets.map((field) => (
          <SecretInput
            key={field.name}
            field={field}
            isRequired={field.isRequired && !hasSecrets}
            placeholder={hasSecrets ? t('secretKept') : ''}
            value={edited.secrets[field.name] ?? ''}
            onChange={(value) => setSecret(field.name, value)}
            error={
              errors[`/secrets/${field.name}`] ??
              (isChecked && isMissing(field.name, field.isRequired) ? t('required') : null)
            }
          />
        ))}
        {kind.channels.some((channel) => channel !== 'push') && (
          <Select
            label={t('resultMail')}
            allowDeselect={false}
            value={edited.result_mail ?? 'company'}
            onChange={(value) =>
              setEdited({ ...edited, result_mail: value === 'goen' || value === 'ats' ? value : null })
            }
            data={(['company', 'goen', 'ats'] as const).map((value) => ({ value, label: t(`resultMails.${value}`) }))}
          />
        )}
        {settings.map((field) => (
          <SettingInput
            key={field.name}
            field={field}
            pointer={`/settings/${field.name}`}
            value={edited.settings[field.name]}
            onChange={(value) => setSetting(field.name, value)}
            errors={errors}
          />
        ))}
        {error !== null && <ProblemAlert error={error} />}
        <Group>
          <Button type="submit" loading={isSaving}>
            {action}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
