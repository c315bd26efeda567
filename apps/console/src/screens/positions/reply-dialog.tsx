import type { MailPreview, NamedReInvitation } from '@goen/client';
import { Button, Group, Modal, SimpleGrid, Stack, Text } from '@mantine/core';
import { useDebouncedValue, useMediaQuery } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { useShellTexts } from '../../shell/texts.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { type Discard, useDiscard } from '../../ui/use-discard.ts';
import { DraftPreview } from '../../ui/wording-editor/draft-preview.tsx';
import { hasWordingFaults, readWordingFaults } from '../../ui/wording-editor/faults.ts';
import { toShownFault, useOneMail } from '../../ui/wording-editor/one-mail.ts';
import { type Wording, WordingFields } from '../../ui/wording-editor/wording-fields.tsx';
import { useWords } from '../../words/use-words.ts';
import classes from './positions.module.css';
import { type Reply, replyPreviewQuery, replyToInterest } from './queries.ts';
import { useTexts } from './texts.ts';

type ReplyDialogProps = { invitation: NamedReInvitation; reply: Reply | null; onClose: () => void };
const previewAfterMs = 400;
const noText = { subject: '', body: '', places: [] };

/** The mail that answers an interest: read, changed for this person if need be, and put into the queue. */
export function ReplyDialog({ invitation, reply, onClose }: ReplyDialogProps) {
  const t = useTexts();
  const shell = useShellTexts();
  const isPhone = useMediaQuery('(max-width: 62em)') ?? false;
  const discard = useDiscard();
  const dismiss = async () => {
    if (await discard.may()) onClose();
  };
  const form = { invitation, discard, onClose, onDismiss: () => void dismiss() };
  return (
    <Modal
      opened={reply !== null}
      onClose={() => void dismiss()}
      closeOnEscape={discard.closeOnEscape}
      title={reply === null ? '' : t(`replyTitles.${reply}`)}
      size="min(1100px, 96vw)"
      fullScreen={isPhone}
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': shell('close') }}
      transitionProps={{ duration: 0 }}
    >
      {reply !== null && <Saved {...form} reply={reply} />}
    </Modal>
  );
}

type FormProps = {
  invitation: NamedReInvitation;
  reply: Reply;
  discard: Discard;
  /** It is done; `onDismiss`: or given up. */
  onClose: () => void;
  onDismiss: () => void;
};

function Saved(props: FormProps) {
  const query = useQuery(replyPreviewQuery(props.invitation.id, props.reply, null));
  return (
    <Loaded query={query} lines={8}>
      {({ filled = noText }) => <Form {...props} filled={filled} />}
    </Loaded>
  );
}

type ReplyFormProps = FormProps & { filled: NonNullable<MailPreview['filled']> };

function Form({ invitation, reply, discard, onClose, onDismiss, filled }: ReplyFormProps) {
  const t = useTexts();
  const words = useWords();
  const shell = useShellTexts();
  const queryClient = useQueryClient();
  const { shown, chips, toWording } = useOneMail(filled);
  const [written, setWritten] = useState<Wording>(shown);
  const isOwn = written.subject !== shown.subject || written.body !== shown.body;
  useEffect(() => {
    discard.note(isOwn);
    return () => discard.note(false);
  });
  const wording = useMemo(() => toWording(written), [toWording, written]);
  const [settled] = useDebouncedValue(wording, previewAfterMs);
  const isSettled = settled === wording;
  const preview = useQuery({
    ...replyPreviewQuery(invitation.id, reply, isOwn ? settled : null),
    placeholderData: keepPreviousData,
  });
  const name = invitation.name ?? words('noName');
  const send = useMutation({
    mutationFn: () => replyToInterest(invitation.id, reply, isOwn ? wording : null),
    meta: { showsProblem: true },
    onSuccess: async () => {
      onClose();
      notifications.show({ message: t('replied', { name }), role: 'status' });
      await queryClient.invalidateQueries({ queryKey: ['re_invitations'] });
      await queryClient.invalidateQueries({ queryKey: ['mails'] });
    },
  });
  return (
    <Stack>
      <Text size="sm" c="dimmed">
        {t('replyTo', { name })} {t('replyAdvice')}
      </Text>
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        <WordingFields
          value={written}
          onChange={setWritten}
          faults={isOwn ? readWordingFaults(preview.error).map((fault) => toShownFault(fault, settled, chips)) : []}
          chips={chips}
        />
        <DraftPreview query={preview} title={t(`replyTitles.${reply}`)} missing={t('previewMissing')} />
      </SimpleGrid>
      {send.error !== null && <ProblemAlert error={send.error} />}
      <Group justify="flex-end" className={classes.composeActions ?? ''}>
        <Button variant="default" onClick={onDismiss}>
          {shell('cancel')}
        </Button>
        <Button
          onClick={() => send.mutate()}
          loading={send.isPending}
          disabled={!isSettled || hasWordingFaults(preview.error)}
        >
          {t('replySend')}
        </Button>
      </Group>
    </Stack>
  );
}
