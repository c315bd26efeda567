import { ApiError, type QueuedMail } from '@goen/client';
import { Alert, Button, Group, Modal, SimpleGrid, Stack, Text, Textarea, TextInput, Title } from '@mantine/core';
import { useDebouncedValue, useMediaQuery } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { describeProblem } from '../../api/describe-problem.ts';
import { useMay } from '../../api/me.ts';
import { Icon } from '../../shell/icons.tsx';
import { useShellTexts } from '../../shell/texts.ts';
import { DraftMailFrame } from '../../ui/draft-mail-frame.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { settingsQuery } from '../settings/queries.ts';
import classes from './mail-queue.module.css';
import { editPreviewQuery, previewQuery, variablesQuery } from './queries.ts';
import { useTexts } from './texts.ts';

export type Edited = { readonly subject: string; readonly body: string };
type EditDialogProps = {
  mail: QueuedMail | null;
  onClose: () => void;
  /** Null: the wording of everybody again. */
  onApprove: (wording: Edited | null) => void;
  /** The same, and the mail waits for an approval. */
  onSave: (wording: Edited | null) => void;
};

const noText: Edited = { subject: '', body: '' };
const previewAfterMs = 400;

/** The text of this one mail, beside what its candidate would read. */
export function EditDialog({ mail, ...actions }: EditDialogProps) {
  const { onClose } = actions;
  const t = useTexts();
  const shell = useShellTexts();
  const isPhone = useMediaQuery('(max-width: 62em)') ?? false;
  return (
    <Modal
      opened={mail !== null}
      onClose={onClose}
      title={t('editTitle')}
      size="min(1100px, 96vw)"
      fullScreen={isPhone}
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': shell('close') }}
    >
      {mail && <Editor mail={mail} {...actions} />}
    </Modal>
  );
}

function Editor({ mail, ...actions }: EditDialogProps & { mail: QueuedMail }) {
  const preview = useQuery(previewQuery(mail));
  return (
    <Loaded query={preview} lines={8}>
      {({ wording = noText }) => <EditForm mail={mail} wording={wording} {...actions} />}
    </Loaded>
  );
}

type EditFormProps = EditDialogProps & { mail: QueuedMail; wording: Edited };

function EditForm({ mail, wording, onClose, onApprove, onSave }: EditFormProps) {
  const t = useTexts();
  const shell = useShellTexts();
  const [edited, setEdited] = useState<Edited>({ subject: wording.subject, body: wording.body });
  const [settled] = useDebouncedValue(edited, previewAfterMs);
  const preview = useQuery({ ...editPreviewQuery(mail, settled), placeholderData: keepPreviousData });
  const field = useRef<HTMLTextAreaElement>(null);
  const faults = readFaults(preview.error);
  const insert = (name: string) => {
    const cursor = field.current?.selectionStart ?? edited.body.length;
    setEdited({ ...edited, body: `${edited.body.slice(0, cursor)}{{${name}}}${edited.body.slice(cursor)}` });
    field.current?.focus();
  };
  const mayReadSettings = useMay('settings:read');
  const settings = useQuery({ ...settingsQuery, enabled: mayReadSettings });
  // Whoever writes a mail may not approve it then.
  const isFourEyes = settings.data?.settings.four_eyes ?? false;
  const finish = (act: (wording: Edited | null) => void) => (next: Edited | null) => {
    onClose();
    act(next);
  };
  const [approve, save] = [finish(onApprove), finish(onSave)];
  const isUnready = preview.error !== null || settled !== edited;
  return (
    <Stack>
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        <Stack gap="xs">
          <TextInput
            label={t('editSubject')}
            value={edited.subject}
            onChange={({ currentTarget }) => setEdited({ ...edited, subject: currentTarget.value })}
            error={faults.find(({ pointer }) => pointer.endsWith('/subject'))?.detail}
            maxLength={200}
          />
          <Textarea
            ref={field}
            label={t('editBody')}
            description={t('editBodyAdvice')}
            value={edited.body}
            onChange={({ currentTarget }) => setEdited({ ...edited, body: currentTarget.value })}
            autosize
            minRows={14}
            maxRows={22}
            maxLength={20_000}
          />
          <Variables mail={mail} onInsert={insert} />
        </Stack>
        <section aria-label={t('editPreview')}>
          <Title order={3} mb="xs">
            {t('editPreview')}
          </Title>
          {preview.error !== null && <Faults error={preview.error} />}
          {preview.data && (
            <>
              <Text fw={600} mb="xs">
                {preview.data.subject}
              </Text>
              <DraftMailFrame html={preview.data.html ?? ''} title={t('editPreview')} width="phone" />
            </>
          )}
        </section>
      </SimpleGrid>
      {isFourEyes && (
        <Text size="sm" c="dimmed">
          {t('editFourEyes')}
        </Text>
      )}
      <Group justify="flex-end" className={classes.editActions}>
        {mail.edited && (
          <Button variant="subtle" onClick={() => (isFourEyes ? save : approve)(null)}>
            {t(isFourEyes ? 'editRemoveOnly' : 'editRemove')}
          </Button>
        )}
        <Button variant="default" onClick={onClose}>
          {shell('cancel')}
        </Button>
        <Button {...(isFourEyes ? {} : { variant: 'default' })} onClick={() => save(edited)} disabled={isUnready}>
          {t('editSave')}
        </Button>
        {!isFourEyes && (
          <Button onClick={() => approve(edited)} disabled={isUnready}>
            {t('editApprove')}
          </Button>
        )}
      </Group>
    </Stack>
  );
}

const readFaults = (error: unknown) => (error instanceof ApiError ? ((error as ApiError).problem?.errors ?? []) : []);

/** Where the text has faults, by line; or why it could not be previewed. */
function Faults({ error }: { error: unknown }) {
  const t = useTexts();
  const faults = readFaults(error).filter(({ pointer }) => !pointer.endsWith('/subject'));
  const { title, advice } = describeProblem(error);
  return (
    <Alert
      color="red"
      variant="outline"
      icon={<Icon name="warning" />}
      title={faults.length > 0 ? t('editFaults') : title}
      mb="xs"
    >
      {faults.length === 0 && advice}
      {faults.map(({ line, column, detail }) => (
        <Text key={`${line}:${column}:${detail}`} size="sm">
          {line === undefined ? '' : `${t('editLine', { line })}: `}
          {detail}
        </Text>
      ))}
    </Alert>
  );
}

function Variables({ mail, onInsert }: { mail: QueuedMail; onInsert: (name: string) => void }) {
  const t = useTexts();
  const { data } = useQuery(variablesQuery(mail));
  const inBody = data?.variables.filter(({ allowed_in: places }) => places.includes('body')) ?? [];
  if (inBody.length === 0) return null;
  return (
    <div>
      <Text size="sm" fw={500} mb={4}>
        {t('editVariables')}
      </Text>
      <Group gap={6}>
        {inBody.map(({ name, description }) => (
          <Button key={name} size="compact-xs" variant="default" title={description} onClick={() => onInsert(name)}>
            {`{{${name}}}`}
          </Button>
        ))}
      </Group>
    </div>
  );
}
