import type { NewOperatorCompany } from '@goen/client/operator';
import { Alert, Button, Checkbox, Paper, Select, SimpleGrid, Stack, Text, TextInput, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { type ReactNode, useEffect } from 'react';
import { describeFieldErrors } from '../../../api/describe-problem.ts';
import { Icon } from '../../../shell/icons.tsx';
import { ProblemAlert } from '../../../ui/problem-alert.tsx';
import { useWords } from '../../../words/use-words.ts';
import { addressPattern } from '../person-dialog.tsx';
import { useTexts } from './texts.ts';
import { type CompanyValues, emptyCompany, fieldOfPointer, toNewCompany } from './values.ts';

const slugPattern = /^[a-z0-9][a-z0-9-]{1,49}$/;
const belowInput = ['label', 'input', 'description', 'error'] as const;

type CompanyFormProps = {
  isPending: boolean;
  error: Error | null;
  onSubmit: (company: NewOperatorCompany) => void;
};

export function CompanyForm({ isPending, error, onSubmit }: CompanyFormProps) {
  const t = useTexts();
  const words = useWords();
  const required = (value: string) => (value.trim() === '' ? t('required') : null);
  const address = (value: string) => required(value) ?? (addressPattern.test(value.trim()) ? null : t('badEmail'));
  const form = useForm<CompanyValues>({
    initialValues: emptyCompany,
    validate: {
      name: required,
      slug: (value) => required(value) ?? (slugPattern.test(value.trim()) ? null : t('badSlug')),
      fromAddress: address,
      ownerName: required,
      ownerEmail: address,
    },
  });
  const { setFieldError } = form;
  useEffect(() => {
    for (const [pointer, text] of Object.entries(describeFieldErrors(error))) {
      const field = fieldOfPointer[pointer];
      if (field !== undefined) setFieldError(field, field === 'slug' ? t('takenSlug') : text);
    }
  }, [error, setFieldError, t]);
  const hasFieldError = Object.keys(form.errors).length > 0;
  return (
    <form noValidate onSubmit={form.onSubmit((values) => onSubmit(toNewCompany(values)))}>
      <Stack>
        <Part title={t('company')}>
          <SimpleGrid cols={{ base: 1, xs: 2 }} style={{ alignItems: 'start' }}>
            <TextInput
              label={t('name')}
              placeholder="株式会社ひので"
              required
              maxLength={200}
              autoComplete="off"
              {...form.getInputProps('name')}
            />
            <TextInput
              label={t('slug')}
              placeholder="hinode"
              required
              autoComplete="off"
              inputWrapperOrder={[...belowInput]}
              description={t('slugAbout')}
              {...form.getInputProps('slug')}
            />
          </SimpleGrid>
          <Checkbox
            label={t('sandbox')}
            description={t('sandboxAbout')}
            {...form.getInputProps('isSandbox', { type: 'checkbox' })}
          />
        </Part>
        <Part title={t('sender')} about={t('senderAbout')}>
          <TextInput
            label={t('fromAddress')}
            placeholder="saiyo@hinode.example.jp"
            description={t('fromAddressAbout')}
            required
            type="email"
            maxLength={254}
            autoComplete="off"
            {...form.getInputProps('fromAddress')}
          />
          <TextInput
            label={t('postalAddress')}
            placeholder="東京都港区芝1-2-3"
            maxLength={500}
            autoComplete="off"
            {...form.getInputProps('postalAddress')}
          />
          <TextInput
            label={t('contact')}
            description={t('contactAbout')}
            maxLength={300}
            autoComplete="off"
            {...form.getInputProps('contact')}
          />
        </Part>
        <Part title={t('owner')} about={t('ownerAbout')}>
          <SimpleGrid cols={{ base: 1, xs: 2 }} style={{ alignItems: 'start' }}>
            <TextInput
              label={t('ownerName')}
              required
              maxLength={200}
              autoComplete="off"
              {...form.getInputProps('ownerName')}
            />
            <TextInput
              label={t('ownerEmail')}
              required
              type="email"
              maxLength={254}
              autoComplete="off"
              {...form.getInputProps('ownerEmail')}
            />
          </SimpleGrid>
          <Select
            label={t('ownerLocale')}
            w={200}
            allowDeselect={false}
            data={(['ja', 'en'] as const).map((value) => ({ value, label: words(`locales.${value}`) }))}
            {...form.getInputProps('ownerLocale')}
          />
        </Part>
        <Part title={t('keyTitle')}>
          <Checkbox
            label={t('needsKey')}
            description={t('needsKeyAbout')}
            {...form.getInputProps('needsKey', { type: 'checkbox' })}
          />
        </Part>
        {error !== null && !hasFieldError && <ProblemAlert error={error} />}
        {hasFieldError && (
          <Alert role="alert" color="red" variant="outline" icon={<Icon name="warning" />} title={t('correct')} />
        )}
        <Button type="submit" size="md" loading={isPending}>
          {t('submit')}
        </Button>
      </Stack>
    </form>
  );
}

const Part = ({ title, about, children }: { title: string; about?: string; children: ReactNode }) => (
  <Paper component="section" withBorder p="md" aria-label={title}>
    <Stack gap="sm">
      <div>
        <Title order={2}>{title}</Title>
        {about && (
          <Text size="sm" c="var(--goen-quiet)">
            {about}
          </Text>
        )}
      </div>
      {children}
    </Stack>
  </Paper>
);
