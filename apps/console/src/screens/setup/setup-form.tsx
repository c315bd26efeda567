import { Alert, Button, Paper, SimpleGrid, Stack, Text, TextInput, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { describeFieldErrors } from '../../api/describe-problem.ts';
import { useLanguage } from '../../i18n/language.ts';
import { Icon } from '../../shell/icons.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { type Installation, setUp, WrongTokenError } from './queries.ts';
import { useTexts } from './texts.ts';
import { emptySetup, fieldOfPointer, type SetupValues, toInstallation } from './values.ts';

const addressPattern = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const slugPattern = /^[a-z0-9][a-z0-9-]{1,49}$/;

/** Printed behind the `#`, which browsers send to no server. */
const readToken = (): string => new URLSearchParams(window.location.hash.slice(1)).get('token') ?? '';

export function SetupForm({ onSetUp }: { onSetUp: (installation: Installation) => void }) {
  const t = useTexts();
  const locale = useLanguage();
  const given = readToken();
  const required = (value: string) => (value.trim() === '' ? t('required') : null);
  const address = (value: string) => required(value) ?? (addressPattern.test(value.trim()) ? null : t('badEmail'));
  const form = useForm<SetupValues>({
    initialValues: { ...emptySetup, token: given },
    validate: {
      token: required,
      companyName: required,
      slug: (value) => required(value) ?? (slugPattern.test(value.trim()) ? null : t('badSlug')),
      fromAddress: address,
      ownerName: required,
      ownerEmail: address,
      operatorName: required,
      operatorEmail: address,
    },
  });
  const send = useMutation({
    mutationFn: setUp,
    meta: { showsProblem: true },
    onSuccess(installation) {
      // The token is used up, and nothing of it stays in the history.
      window.history.replaceState(window.history.state, '', window.location.pathname);
      onSetUp(installation);
    },
    onError(error) {
      if (error instanceof WrongTokenError) form.setFieldError('token', t('wrongToken'));
      for (const [pointer, text] of Object.entries(describeFieldErrors(error))) {
        const field = fieldOfPointer[pointer];
        if (field !== undefined) form.setFieldError(field, field === 'slug' ? t('badSlug') : text);
      }
    },
  });
  const getInputProps = (field: keyof SetupValues): object => form.getInputProps(field);
  const hasFieldError = Object.keys(form.errors).length > 0;
  const asOwner = () =>
    form.setValues(({ ownerName = '', ownerEmail = '' }) => ({
      operatorName: ownerName,
      operatorEmail: ownerEmail,
    }));
  return (
    <form noValidate onSubmit={form.onSubmit((values) => send.mutate(toInstallation(values, locale)))}>
      <Stack>
        {(given === '' || form.errors.token !== undefined) && (
          <Part title={t('token')} advice={t('tokenAdvice')}>
            <TextInput label={t('token')} required autoComplete="off" {...form.getInputProps('token')} />
          </Part>
        )}
        <Part title={t('company')} advice={t('companyAdvice')}>
          <SimpleGrid cols={{ base: 1, xs: 2 }} style={{ alignItems: 'start' }}>
            <TextInput
              label={t('companyName')}
              placeholder={t('companyNameExample')}
              required
              autoComplete="organization"
              {...form.getInputProps('companyName')}
            />
            <TextInput
              label={t('slug')}
              placeholder="hinode"
              required
              autoComplete="off"
              inputWrapperOrder={['label', 'input', 'description', 'error']}
              description={t('slugAdvice')}
              {...form.getInputProps('slug')}
            />
          </SimpleGrid>
        </Part>
        <Part title={t('sender')} advice={t('senderAdvice')}>
          <TextInput
            label={t('fromAddress')}
            placeholder="saiyo@hinode.example.jp"
            required
            type="email"
            autoComplete="off"
            {...form.getInputProps('fromAddress')}
          />
          <TextInput
            label={t('postalAddress')}
            description={t('postalAddressAdvice')}
            autoComplete="street-address"
            maxLength={500}
            {...form.getInputProps('postalAddress')}
          />
          <TextInput
            label={t('contact')}
            description={t('contactAdvice')}
            autoComplete="off"
            maxLength={300}
            {...form.getInputProps('contact')}
          />
        </Part>
        <Part title={t('owner')} advice={t('ownerAdvice')}>
          <Person getInputProps={getInputProps} who="owner" />
        </Part>
        <Part
          title={t('operator')}
          advice={t('operatorAdvice')}
          aside={
            <Button variant="default" size="xs" onClick={asOwner}>
              {t('sameAsOwner')}
            </Button>
          }
        >
          <Person getInputProps={getInputProps} who="operator" />
        </Part>
        {send.error !== null && !hasFieldError && <ProblemAlert error={send.error} />}
        {hasFieldError && (
          <Alert role="alert" color="red" variant="outline" icon={<Icon name="warning" />} title={t('correct')} />
        )}
        <Button type="submit" size="md" loading={send.isPending}>
          {t('submit')}
        </Button>
      </Stack>
    </form>
  );
}

type PartProps = { title: string; advice: string; aside?: ReactNode; children: ReactNode };

const Part = ({ title, advice, aside, children }: PartProps) => (
  <Paper component="section" withBorder p="md" aria-label={title}>
    <Stack gap="sm">
      <div>
        <Title order={2}>{title}</Title>
        <Text size="sm" c="var(--goen-quiet)">
          {advice}
        </Text>
      </div>
      {aside && <div>{aside}</div>}
      {children}
    </Stack>
  </Paper>
);

type PersonProps = { getInputProps: (field: keyof SetupValues) => object; who: 'owner' | 'operator' };

function Person({ getInputProps, who }: PersonProps) {
  const t = useTexts();
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }} style={{ alignItems: 'start' }}>
      <TextInput label={t('name')} required autoComplete="off" maxLength={200} {...getInputProps(`${who}Name`)} />
      <TextInput
        label={t('email')}
        required
        type="email"
        autoComplete="off"
        maxLength={254}
        {...getInputProps(`${who}Email`)}
      />
    </SimpleGrid>
  );
}
