import { unwrap } from '@goen/client';
import { Button, Group, Text, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api } from '../../api/client.ts';
import { useMay } from '../../api/me.ts';
import { createStore } from '../../ui/store.ts';
import { noteQuery } from './queries.ts';
import { useTexts } from './texts.ts';

const maxLength = 2_000;
/** Rejections whose note is being written: approved now, the mail would leave without it. */
export const unsavedNotes = createStore<ReadonlySet<string>>(new Set());
const without = (id: string) => unsavedNotes.get().difference(new Set([id]));

/** The words for this person alone that stand in their result. */
export function NoteEditor({ rejectionId, isRequired }: { rejectionId: string; isRequired: boolean }) {
  const t = useTexts();
  const mayWrite = useMay('mail:write');
  const queryClient = useQueryClient();
  const { data: note } = useQuery(noteQuery(rejectionId));
  const [draft, setDraft] = useState<string | null>(null);
  const save = useMutation({
    mutationFn: (text: string | null) =>
      unwrap(
        api.PUT('/v1/rejections/{rejection_id}/personal-note', {
          params: { path: { rejection_id: rejectionId } },
          body: { text },
        }),
      ),
    onSuccess: async () => {
      setDraft(null);
      notifications.show({ message: t('noteSaved'), role: 'status' });
      await queryClient.invalidateQueries({ queryKey: ['mails'] });
    },
  });
  const isUnsaved = mayWrite && note !== undefined && draft !== null && draft !== (note.text ?? '');
  useEffect(() => {
    unsavedNotes.set(isUnsaved ? without(rejectionId).union(new Set([rejectionId])) : without(rejectionId));
    return () => unsavedNotes.set(without(rejectionId));
  }, [isUnsaved, rejectionId]);
  // Most mails need no note: there is no field for one unless the stage asks for it or somebody wrote it.
  if (note === undefined || !(note.required || isRequired || note.text !== null)) return null;
  const saved = note.text ?? '';
  const text = draft ?? saved;
  return (
    <div>
      <Textarea
        label={t('note')}
        description={note.required ? `${t('noteAdvice')}${t('noteRequired')}` : t('noteAdvice')}
        value={text}
        onChange={({ currentTarget }) => setDraft(currentTarget.value)}
        autosize
        minRows={2}
        maxRows={8}
        maxLength={maxLength}
        readOnly={!mayWrite}
      />
      {isUnsaved && (
        <Group mt="xs" justify="flex-end">
          <Text size="sm" c="dimmed">
            {t('noteUnsaved')}
          </Text>
          <Button
            size="xs"
            onClick={() => save.mutate(text.trim() === '' ? null : text.trim())}
            loading={save.isPending}
          >
            {t('noteSave')}
          </Button>
        </Group>
      )}
    </div>
  );
}
