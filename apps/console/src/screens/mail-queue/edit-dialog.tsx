import type { MailPreview, QueuedMail } from '@goen/client';
import { Button, Group, Modal, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useDebouncedValue, useMediaQuery } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { useMay } from '../../api/me.ts';
import { Icon } from '../../shell/icons.tsx';
import { useShellTexts } from '../../shell/texts.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { Notice } from '../../ui/notice.tsx';
import { type Discard, useDiscard } from '../../ui/use-discard.ts';
import { DraftPreview } from '../../ui/wording-editor/draft-preview.tsx';
import { hasWordingFaults, readWordingFaults } from '../../ui/wording-editor/faults.ts';
import { toShownFault, useOneMail } from '../../ui/wording-editor/one-mail.ts';
import { type Wording, WordingFields } from '../../ui/wording-editor/wording-fields.tsx';
import { settingsQuery } from '../settings/queries.ts';
import classes from './mail-queue.module.css';
import { editPreviewQuery, previewQuery } from './queries.ts';
import { useTexts } from './texts.ts';

type EditDialogProps = {
  mail: QueuedMail | null;
  onClose: () => void;
  onApprove: (text: EditedText) => Promise<EditOutcome>;
  /** The same, and the mail waits for an approval. */
  onSave: (text: EditedText) => Promise<EditOutcome>;
};
/** `digest`: of the mail as it was when editing began. */
export type EditedText = {
  /** Null: the wording of everybody again. */
  readonly wording: Wording | null;
  readonly digest?: string;
};
/** `changed`: somebody else has changed the mail since. */
export type EditOutcome = 'done' | 'changed' | 'failed';

const noText = { subject: '', body: '', places: [] };
const previewAfterMs = 400;

/** The text of this one mail, beside what its candidate would read. */
export function EditDialog({ mail, ...actions }: EditDialogProps) {
  const { onClose } = actions;
  const t = useTexts();
  const shell = useShellTexts();
  const isPhone = useMediaQuery('(max-width: 62em)') ?? false;
  const discard = useDiscard();
  const dismiss = async () => {
    if (await discard.may()) onClose();
  };
  return (
    <Modal
      opened={mail !== null}
      onClose={() => void dismiss()}
      closeOnEscape={discard.closeOnEscape}
      title={t('editTitle')}
      size="min(1100px, 96vw)"
      fullScreen={isPhone}
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': shell('close') }}
    >
      {mail && <Editor mail={mail} discard={discard} onDismiss={() => void dismiss()} {...actions} />}
    </Modal>
  );
}

type EditorProps = EditDialogProps & { mail: QueuedMail; discard: Discard; onDismiss: () => void };

function Editor({ mail, ...actions }: EditorProps) {
  const preview = useQuery(previewQuery(mail));
  return (
    <Loaded query={preview} lines={8}>
      {({ filled = noText, digest }) => <EditForm mail={mail} start={{ filled, digest }} {...actions} />}
    </Loaded>
  );
}

/** The mail as it was when editing began: live updates go on below the dialog. */
type Start = { readonly filled: NonNullable<MailPreview['filled']>; readonly digest: string | undefined };
type EditFormProps = EditorProps & { start: Start };

function EditForm({ mail, start: given, discard, onClose, onDismiss, onApprove, onSave }: EditFormProps) {
  const t = useTexts();
  const shell = useShellTexts();
  const [start] = useState(given);
  const { shown, chips, toWording } = useOneMail(start.filled);
  const [written, setWritten] = useState<Wording>(shown);
  const isWritten = written.subject !== shown.subject || written.body !== shown.body;
  useEffect(() => {
    discard.note(isWritten);
    return () => discard.note(false);
  });
  const edited = useMemo(() => toWording(written), [toWording, written]);
  const [settled] = useDebouncedValue(edited, previewAfterMs);
  const preview = useQuery({ ...editPreviewQuery(mail, settled), placeholderData: keepPreviousData });
  const mayReadSettings = useMay('settings:read');
  const settings = useQuery({ ...settingsQuery, enabled: mayReadSettings });
  // The author of a mail may not approve it.
  const isFourEyes = settings.data?.settings.four_eyes ?? false;
  const [readDigest, setReadDigest] = useState(start.digest);
  const [outcome, setOutcome] = useState<EditOutcome | 'saving' | null>(null);
  /** The text stays until it is saved. */
  const finish = (act: EditDialogProps['onSave']) => async (next: Wording | null) => {
    setOutcome('saving');
    const reached = await act({ wording: next, ...(readDigest === undefined ? {} : { digest: readDigest }) });
    if (reached === 'done') return onClose();
    if (reached === 'changed') setReadDigest(undefined);
    setOutcome(reached);
  };
  const [approve, save] = [finish(onApprove), finish(onSave)];
  const isUnready = outcome === 'saving' || hasWordingFaults(preview.error) || settled !== edited;
  return (
    <Stack>
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        <Stack gap="xs">
          <Text size="sm" c="dimmed">
            {t('editAdvice')}
          </Text>
          <WordingFields
            value={written}
            onChange={setWritten}
            faults={readWordingFaults(preview.error).map((fault) => toShownFault(fault, settled, chips))}
            chips={chips}
          />
        </Stack>
        <div>
          <Title order={3} mb="xs">
            {t('editPreview')}
          </Title>
          <DraftPreview query={preview} title={t('editPreview')} />
        </div>
      </SimpleGrid>
      {isFourEyes && (
        <Text size="sm" c="dimmed">
          {t('editFourEyes')}
        </Text>
      )}
      {outcome === 'changed' && (
        <Notice color="orange" role="alert" icon={<Icon name="warning" />}>
          {t('editChanged')}
        </Notice>
      )}
      <Group justify="flex-end" className={classes.editActions}>
        {mail.edited && (
          <Button variant="subtle" onClick={() => void (isFourEyes ? save : approve)(null)}>
            {t(isFourEyes ? 'editRemoveOnly' : 'editRemove')}
          </Button>
        )}
        <Button variant="default" onClick={onDismiss}>
          {shell('cancel')}
        </Button>
        <Button {...(isFourEyes ? {} : { variant: 'default' })} onClick={() => void save(edited)} disabled={isUnready}>
          {t('editSave')}
        </Button>
        {!isFourEyes && (
          <Button onClick={() => void approve(edited)} disabled={isUnready}>
            {t('editApprove')}
          </Button>
        )}
      </Group>
    </Stack>
  );
}
