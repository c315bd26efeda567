import type { NewStaff } from '@goen/client/operator';
import { Button, Group, Modal, Select, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { describeFieldErrors } from '../../api/describe-problem.ts';
import { defineTexts } from '../../i18n/define-texts.ts';
import { useShellTexts } from '../../shell/texts.ts';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { useWords } from '../../words/use-words.ts';

const usePersonTexts = defineTexts('operator-person', {
  ja: {
    name: '氏名',
    email: 'メールアドレス',
    locale: 'メールの言語',
    required: '入力してください。',
    badEmail: 'メールアドレスの形式で入力してください。',
  },
  en: {
    name: 'Name',
    email: 'Mail address',
    locale: 'Language of mails',
    required: 'Please fill this in.',
    badEmail: 'Please enter a mail address.',
  },
});

type Person = Required<NewStaff>;
type PersonDialogProps = {
  title: string;
  about: string;
  action: string;
  isPending: boolean;
  error: Error | null;
  onClose: () => void;
  onSubmit: (person: Person) => void;
};

export const addressPattern = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** Asks for a person who is invited by mail. */
export function PersonDialog({ title, about, action, isPending, error, onClose, onSubmit }: PersonDialogProps) {
  const t = usePersonTexts();
  const shell = useShellTexts();
  const words = useWords();
  const form = useForm<Person>({
    initialValues: { name: '', email: '', locale: 'ja' },
    validate: {
      name: (value) => (value.trim() === '' ? t('required') : null),
      email: (value) => (addressPattern.test(value.trim()) ? null : t('badEmail')),
    },
  });
  const fields = describeFieldErrors(error);
  const submit = form.onSubmit(({ name, email, locale }) =>
    onSubmit({ name: name.trim(), email: email.trim(), locale }),
  );
  const { error: nameError, ...name } = form.getInputProps('name') as { error?: string };
  const { error: emailError, ...email } = form.getInputProps('email') as { error?: string };
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': shell('close') }}>
      <form noValidate onSubmit={submit}>
        <Stack>
          <Text size="sm">{about}</Text>
          <TextInput
            label={t('name')}
            required
            autoComplete="off"
            maxLength={200}
            data-autofocus
            {...name}
            error={nameError ?? fields['/name']}
          />
          <TextInput
            label={t('email')}
            required
            type="email"
            autoComplete="off"
            maxLength={254}
            {...email}
            error={emailError ?? fields['/email']}
          />
          <Select
            label={t('locale')}
            allowDeselect={false}
            data={(['ja', 'en'] as const).map((value) => ({ value, label: words(`locales.${value}`) }))}
            {...form.getInputProps('locale')}
          />
          {error !== null && Object.keys(fields).length === 0 && <ProblemAlert error={error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {shell('cancel')}
            </Button>
            <Button type="submit" loading={isPending}>
              {action}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
