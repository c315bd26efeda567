import { type IssuedApiKey, unwrap } from '@goen/client';
import { Button, Checkbox, Group, SimpleGrid, Stack, TextInput, Title } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api } from '../../api/client.ts';
import { describeFieldErrors } from '../../api/describe-problem.ts';
import { useMe } from '../../api/me.ts';
import { addDays } from '../../i18n/dates.ts';
import { useShellTexts } from '../../shell/texts.ts';
import { DayInput } from '../../ui/date-fields.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { toScopeKey } from './scopes.ts';
import { useTexts } from './texts.ts';

/** A key for another program: what uses it, and what it may do. Nobody can give away what they may not do. */
export function AddKey({ onBack, onAdded }: { onBack: () => void; onAdded: (key: IssuedApiKey) => void }) {
  const t = useTexts();
  const shell = useShellTexts();
  const queryClient = useQueryClient();
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<string[]>(['rejections:write', 'events:write']);
  const [lastDay, setLastDay] = useState<string | null>(null);
  const [isChecked, setChecked] = useState(false);
  const given = useMe().member?.scopes ?? [];
  const add = useMutation({
    mutationFn: () =>
      unwrap(
        api.POST('/v1/api-keys', {
          body: {
            name: name.trim(),
            scopes,
            // The whole of the last day, in Japan's time.
            expires_at: lastDay === null ? null : `${addDays(lastDay, 1)}T00:00:00+09:00`,
          },
        }),
      ),
    meta: { showsProblem: true },
    onSuccess: async (key) => {
      await queryClient.invalidateQueries({ queryKey: ['keys'] });
      onAdded(key);
    },
  });
  const errors = describeFieldErrors(add.error);
  const isComplete = name.trim() !== '' && scopes.length > 0;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (isComplete) add.mutate();
  };
  return (
    <form noValidate onSubmit={submit}>
      <Stack gap="sm">
        <Title order={2}>{t('addKey')}</Title>
        <TextInput
          label={t('keyName')}
          description={t('keyNameAdvice')}
          required
          maxLength={200}
          value={name}
          onChange={({ currentTarget }) => setName(currentTarget.value)}
          error={errors['/name'] ?? (isChecked && name.trim() === '' ? t('required') : null)}
        />
        <Checkbox.Group
          label={t('keyScopes')}
          description={t('keyScopesAdvice')}
          value={scopes}
          onChange={setScopes}
          error={errors['/scopes'] ?? (isChecked && scopes.length === 0 ? t('chooseOne') : null)}
        >
          <SimpleGrid cols={{ base: 1, sm: 2 }} spacing={6} mt="xs">
            {given.map((scope) => (
              <Checkbox key={scope} value={scope} label={t(`scopes.${toScopeKey(scope)}`)} />
            ))}
          </SimpleGrid>
        </Checkbox.Group>
        <DayInput
          label={t('lastDay')}
          description={t('lastDayAdvice')}
          maw={260}
          value={lastDay}
          onChange={setLastDay}
          error={errors['/expires_at'] ?? null}
        />
        {add.error !== null && <ProblemAlert error={add.error} />}
        <Group>
          <Button type="submit" loading={add.isPending}>
            {t('createKey')}
          </Button>
          <Button variant="default" onClick={onBack}>
            {shell('cancel')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
