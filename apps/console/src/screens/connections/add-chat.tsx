import { type NewChat, unwrap } from '@goen/client';
import { ActionIcon, Button, Group, List, PasswordInput, Select, Stack, Text, TextInput, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api } from '../../api/client.ts';
import { describeFieldErrors } from '../../api/describe-problem.ts';
import { useLanguage } from '../../i18n/language.ts';
import { Icon } from '../../shell/icons.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { useWords } from '../../words/use-words.ts';
import { DescriptionInput, TypesInput } from './endpoint-inputs.tsx';
import type { EventType } from './event-types.ts';
import { useTexts } from './texts.ts';

const kinds = ['slack', 'teams', 'chatwork'] as const;
type Kind = (typeof kinds)[number];
const names: Readonly<Record<Kind, string>> = { slack: 'Slack', teams: 'Microsoft Teams', chatwork: 'Chatwork' };
const examples: Readonly<Record<Kind, string>> = {
  slack: 'https://hooks.slack.com/services/…',
  teams: 'https://….logic.azure.com/workflows/…',
  chatwork: 'https://api.chatwork.com/v2/rooms/123456/messages',
};
const steps = ['first', 'second', 'third'] as const;

/** A chat in which members read what they act on, without names. */
export function AddChat({ onBack, onAdded }: { onBack: () => void; onAdded: (id: string) => void }) {
  const t = useTexts();
  const words = useWords();
  const queryClient = useQueryClient();
  const language = useLanguage();
  const [kind, setKind] = useState<Kind>('slack');
  const [url, setUrl] = useState('');
  const [token, setToken] = useState('');
  const [description, setDescription] = useState('');
  const [types, setTypes] = useState<EventType[]>([]);
  const [locale, setLocale] = useState<'ja' | 'en'>(language);
  const [isChecked, setChecked] = useState(false);
  const add = useMutation({
    mutationFn: (body: NewChat) => unwrap(api.POST('/v1/chats', { body })),
    meta: { showsProblem: true },
    onSuccess: async ({ id }) => {
      await queryClient.invalidateQueries({ queryKey: ['webhooks'] });
      notifications.show({ message: t('chatAdded'), role: 'status' });
      onAdded(id);
    },
  });
  const errors = describeFieldErrors(add.error);
  const needsToken = kind === 'chatwork';
  const isComplete = url.trim() !== '' && (!needsToken || token.trim() !== '');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    const shared = { kind, url: url.trim(), description: description.trim() || names[kind], types, locale };
    if (isComplete) add.mutate({ ...shared, token: needsToken ? token.trim() : null });
  };
  return (
    <form noValidate onSubmit={submit}>
      <Stack gap="sm" maw={560}>
        <Group gap="xs" wrap="nowrap">
          <ActionIcon variant="subtle" onClick={onBack} aria-label={t('back')}>
            <Icon name="back" />
          </ActionIcon>
          <Title order={2}>{t('addChat')}</Title>
        </Group>
        <Text size="sm">{t('chatAdvice')}</Text>
        <Select
          label={t('chatKind')}
          allowDeselect={false}
          value={kind}
          onChange={(value) => value !== null && setKind(value)}
          data={kinds.map((value) => ({ value, label: names[value] }))}
        />
        <List type="ordered" size="sm" spacing={4}>
          {steps.map((step) => (
            <List.Item key={step}>{t(`chatSteps.${kind}.${step}`)}</List.Item>
          ))}
        </List>
        <TextInput
          label={t('chatUrl')}
          placeholder={examples[kind]}
          type="url"
          required
          value={url}
          onChange={({ currentTarget }) => setUrl(currentTarget.value)}
          error={errors['/url'] ?? (isChecked && url.trim() === '' ? t('required') : null)}
        />
        {needsToken && (
          <PasswordInput
            label={t('chatToken')}
            required
            autoComplete="off"
            visibilityToggleButtonProps={{ 'aria-label': t('show') }}
            value={token}
            onChange={({ currentTarget }) => setToken(currentTarget.value)}
            error={errors['/token'] ?? (isChecked && token.trim() === '' ? t('required') : null)}
          />
        )}
        <DescriptionInput value={description} onChange={setDescription} error={errors['/description'] ?? null} />
        <TypesInput
          value={types}
          onChange={setTypes}
          whenEmpty={{ advice: t('chatTypesAdvice'), placeholder: t('chatTypes') }}
          error={errors['/types'] ?? null}
        />
        <Select
          label={t('chatLanguage')}
          allowDeselect={false}
          value={locale}
          onChange={(value) => value !== null && setLocale(value)}
          data={(['ja', 'en'] as const).map((value) => ({ value, label: words(`locales.${value}`) }))}
        />
        {add.error !== null && <ProblemAlert error={add.error} />}
        <Group>
          <Button type="submit" loading={add.isPending}>
            {t('addChat')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
