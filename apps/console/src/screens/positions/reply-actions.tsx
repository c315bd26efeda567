import type { NamedReInvitation } from '@goen/client';
import { Button, Text } from '@mantine/core';
import { useState } from 'react';
import { useShortcuts } from '../../shell/keyboard.ts';
import { DetailActions } from '../../ui/list-detail.tsx';
import type { Reply } from './queries.ts';
import { ReplyDialog } from './reply-dialog.tsx';
import { useTexts } from './texts.ts';

/** An interest is answered once: let us talk, or no. */
export function ReplyActions({ invitation }: { invitation: NamedReInvitation }) {
  const t = useTexts();
  const [reply, setReply] = useState<Reply | null>(null);
  useShortcuts([
    { keys: 't', text: t('replyTalk'), run: () => setReply('talk') },
    { keys: 'n', text: t('replyRegret'), run: () => setReply('regret') },
  ]);
  return (
    <>
      <DetailActions>
        <Button onClick={() => setReply('talk')}>{t('replyTalk')}</Button>
        <Button variant="default" onClick={() => setReply('regret')}>
          {t('replyRegret')}
        </Button>
        <Text size="xs" c="dimmed" visibleFrom="sm" w="100%">
          {t('replyAdvice')}
        </Text>
      </DetailActions>
      <ReplyDialog invitation={invitation} reply={reply} onClose={() => setReply(null)} />
    </>
  );
}
