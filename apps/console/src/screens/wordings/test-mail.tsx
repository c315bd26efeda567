import type { WordingText } from '@goen/client';
import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { useMe } from '../../api/me.ts';
import { Icon } from '../../shell/icons.tsx';
import { useWords } from '../../words/use-words.ts';
import { sendTest } from './queries.ts';
import type { Target } from './targets.ts';
import { useTexts } from './texts.ts';

type TestMailProps = { target: Target; text: WordingText; isDisabled: boolean };
const reasons = ['sender_incomplete', 'suppressed', 'refused_by_provider'] as const;

/** The text as it stands, with a fictional person, to the one who writes it. */
export function TestMail({ target, text, isDisabled }: TestMailProps) {
  const t = useTexts();
  const words = useWords();
  const { email } = useMe();
  const send = useMutation({
    mutationFn: () => sendTest(target, text, email),
    onSuccess: ({ status, reason, missing }) => {
      if (status === 'sent') return void notifications.show({ message: t('testSent', { to: email }), role: 'status' });
      const known = reasons.find((name) => name === reason);
      const why = missing.join('、') || (known ? words(`skipReasons.${known}`) : (reason ?? '–'));
      notifications.show({ message: t('testSkipped', { reason: why }), color: 'red', role: 'alert' });
    },
  });
  return (
    <Button
      variant="default"
      leftSection={<Icon name="sent" size={18} />}
      onClick={() => send.mutate()}
      loading={send.isPending}
      disabled={isDisabled}
    >
      {t('test')}
    </Button>
  );
}
