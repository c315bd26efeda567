import { Alert, Button, Group, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { describeFieldErrors } from '../../api/describe-problem.ts';
import { useMe } from '../../api/me.ts';
import { Icon } from '../../shell/icons.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { sendTest } from './queries.ts';
import { useTexts } from './texts.ts';

/** A registration of a fictional person, sent to oneself. */
export function TestMail({ language }: { language: 'ja' | 'en' }) {
  const t = useTexts();
  const { email } = useMe();
  const [to, setTo] = useState(email);
  const send = useMutation({
    mutationFn: (address: string) => sendTest(address, language),
    meta: { showsProblem: true },
  });
  const errors = describeFieldErrors(send.error);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        send.mutate(to);
      }}
    >
      <Group align="end">
        <TextInput
          type="email"
          required
          label={t('testTo')}
          value={to}
          onChange={({ currentTarget }) => setTo(currentTarget.value)}
          error={errors['/to']}
          flex={1}
          miw={220}
        />
        <Button type="submit" variant="default" loading={send.isPending}>
          {t('test')}
        </Button>
      </Group>
      {send.data?.status === 'sent' && send.variables !== undefined && (
        <Alert mt="sm" color="teal" variant="outline" icon={<Icon name="check" />} role="status">
          {t('testSent', { to: send.variables })}
        </Alert>
      )}
      {send.data?.status === 'skipped' && (
        <Alert mt="sm" color="orange" variant="outline" icon={<Icon name="warning" />} role="alert">
          {t('testSkipped', { missing: send.data.missing.join('、') || (send.data.reason ?? '–') })}
        </Alert>
      )}
      {send.error !== null && errors['/to'] === undefined && <ProblemAlert error={send.error} />}
    </form>
  );
}
