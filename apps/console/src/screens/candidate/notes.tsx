import type { CandidateNote, CandidateRecord } from '@goen/client';
import { Button, CloseButton, Group, Stack, Text, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useMay } from '../../api/me.ts';
import { useFormats } from '../../i18n/dates.ts';
import { confirm } from '../../ui/confirm.ts';
import { useActorName } from '../../words/use-actor-name.ts';
import classes from './candidate.module.css';
import { Card } from './card.tsx';
import { Shortened } from './shortened.tsx';
import { useTexts } from './texts.ts';
import { usePersonCalls, usePersonMutation } from './use-person-calls.ts';

const maxLength = 2_000;
const shownNotes = 5;
export const noteFieldId = 'candidate-note';

/** What colleagues should know; nobody else reads it. */
export function Notes({ person }: { person: CandidateRecord }) {
  const t = useTexts();
  const mayWrite = useMay('candidates:write');
  const [text, setText] = useState('');
  const { addNote, removeNote } = usePersonCalls(person.id);
  const add = usePersonMutation(addNote, {
    onSuccess: () => {
      setText('');
      notifications.show({ message: t('noteSaved'), role: 'status' });
    },
  });
  const remove = usePersonMutation(removeNote, {
    onSuccess: () => void notifications.show({ message: t('noteRemoved'), role: 'status' }),
  });
  const askRemove = async ({ id }: CandidateNote) => {
    const question = { title: t('noteRemoveTitle'), consequence: t('noteRemoveAdvice'), action: t('noteRemove') };
    if (await confirm({ ...question, isDangerous: true })) remove.mutate(id);
  };
  return (
    <Card title={t('notes')}>
      <Stack gap="sm">
        {mayWrite && (
          <form
            onSubmit={(event) => {
              event.preventDefault();
              if (text.trim() !== '') add.mutate(text.trim());
            }}
          >
            <Textarea
              id={noteFieldId}
              label={t('note')}
              description={t('notesAbout')}
              autosize
              minRows={2}
              maxRows={10}
              maxLength={maxLength}
              value={text}
              onChange={({ currentTarget }) => setText(currentTarget.value)}
            />
            <Group mt="xs">
              <Button type="submit" size="xs" disabled={text.trim() === ''} loading={add.isPending}>
                {t('noteSave')}
              </Button>
            </Group>
          </form>
        )}
        {person.notes.length === 0 ? (
          <Text size="sm" c="dimmed">
            {t('noNotes')}
          </Text>
        ) : (
          <Shortened items={person.notes} most={shownNotes}>
            {(shown) => (
              <ul className={classes.list} aria-label={t('notes')}>
                {shown.map((note) => (
                  <li key={note.id}>
                    <OneNote note={note} onRemove={mayWrite ? () => void askRemove(note) : undefined} />
                  </li>
                ))}
              </ul>
            )}
          </Shortened>
        )}
      </Stack>
    </Card>
  );
}

function OneNote({ note, onRemove }: { note: CandidateNote; onRemove: (() => void) | undefined }) {
  const t = useTexts();
  const actorName = useActorName();
  const { formatTime } = useFormats();
  return (
    <Group justify="space-between" wrap="nowrap" align="start">
      <div>
        <Text size="sm" className={classes.note}>
          {note.text}
        </Text>
        <Text size="xs" c="dimmed">
          {t('by', { name: actorName(note.by), time: formatTime(note.at) })}
        </Text>
      </div>
      {onRemove && <CloseButton aria-label={t('noteRemove')} onClick={onRemove} />}
    </Group>
  );
}
