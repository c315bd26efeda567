import { unwrap, type WebhookEndpoint } from '@goen/client';
import { Button, Group, Stack, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api } from '../../api/client.ts';
import { describeFieldErrors } from '../../api/describe-problem.ts';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { DescriptionInput, TypesInput } from './endpoint-inputs.tsx';
import { useTexts } from './texts.ts';

/** The address of a chat is its secret: another one is another chat. */
export function EditWebhook({ endpoint, onDone }: { endpoint: WebhookEndpoint; onDone: () => void }) {
  const t = useTexts();
  const queryClient = useQueryClient();
  const isChat = endpoint.format !== 'standard';
  const [url, setUrl] = useState(endpoint.url);
  const [description, setDescription] = useState(endpoint.description ?? '');
  const [types, setTypes] = useState(endpoint.types);
  const save = useMutation({
    mutationFn: () =>
      unwrap(
        api.PATCH('/v1/webhook-endpoints/{id}', {
          params: { path: { id: endpoint.id } },
          body: { ...(isChat ? {} : { url: url.trim() }), description: description.trim() || null, types },
        }),
      ),
    meta: { showsProblem: true },
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: ['webhooks'] });
      notifications.show({ message: t('saved'), role: 'status' });
      onDone();
    },
  });
  const errors = describeFieldErrors(save.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <form noValidate onSubmit={submit}>
      <Stack gap="sm" maw={560}>
        {!isChat && (
          <TextInput
            label={t('url')}
            type="url"
            required
            value={url}
            onChange={({ currentTarget }) => setUrl(currentTarget.value)}
            error={errors['/url'] ?? null}
          />
        )}
        <DescriptionInput value={description} onChange={setDescription} error={errors['/description'] ?? null} />
        <TypesInput
          value={types}
          onChange={setTypes}
          whenEmpty={{ advice: t('typesAdvice'), placeholder: t('allTypes') }}
          error={errors['/types'] ?? null}
        />
        {save.error !== null && <ProblemAlert error={save.error} />}
        <Group>
          <Button type="submit" loading={save.isPending}>
            {t('save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
