import { type NewWebhookEndpoint, unwrap } from '@goen/client';
import { ActionIcon, Button, Group, Stack, Text, TextInput, Title } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api } from '../../api/client.ts';
import { describeFieldErrors } from '../../api/describe-problem.ts';
import { Icon } from '../../shell/icons.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { DescriptionInput, TypesInput } from './endpoint-inputs.tsx';
import type { EventType } from './event-types.ts';
import { useTexts } from './texts.ts';

type AddWebhookProps = { onBack: () => void; onAdded: (id: string, secret: string) => void };

export function AddWebhook({ onBack, onAdded }: AddWebhookProps) {
  const t = useTexts();
  const queryClient = useQueryClient();
  const [url, setUrl] = useState('');
  const [description, setDescription] = useState('');
  const [types, setTypes] = useState<EventType[]>([]);
  const [isChecked, setChecked] = useState(false);
  const add = useMutation({
    mutationFn: (body: NewWebhookEndpoint) => unwrap(api.POST('/v1/webhook-endpoints', { body })),
    meta: { showsProblem: true },
    onSuccess: async ({ endpoint, secret }) => {
      await queryClient.invalidateQueries({ queryKey: ['webhooks'] });
      onAdded(endpoint.id, secret);
    },
  });
  const errors = describeFieldErrors(add.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (url.trim() !== '') add.mutate({ url: url.trim(), description: description.trim() || null, types });
  };
  return (
    <form noValidate onSubmit={submit}>
      <Stack gap="sm" maw={560}>
        <Group gap="xs" wrap="nowrap">
          <ActionIcon variant="subtle" onClick={onBack} aria-label={t('back')}>
            <Icon name="back" />
          </ActionIcon>
          <Title order={2}>{t('addWebhook')}</Title>
        </Group>
        <Text size="sm">{t('webhookAdvice')}</Text>
        <TextInput
          label={t('url')}
          placeholder="https://ats.example.jp/hooks/goen"
          type="url"
          required
          value={url}
          onChange={({ currentTarget }) => setUrl(currentTarget.value)}
          error={errors['/url'] ?? (isChecked && url.trim() === '' ? t('required') : null)}
        />
        <DescriptionInput value={description} onChange={setDescription} error={errors['/description'] ?? null} />
        <TypesInput
          value={types}
          onChange={setTypes}
          whenEmpty={{ advice: t('typesAdvice'), placeholder: t('allTypes') }}
          error={errors['/types'] ?? null}
        />
        {add.error !== null && <ProblemAlert error={add.error} />}
        <Group>
          <Button type="submit" loading={add.isPending}>
            {t('addWebhook')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
