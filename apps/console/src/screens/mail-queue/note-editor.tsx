import { unwrap } from '@goen/client';
import { Button, Group, Text, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { api } from '../../api/client.ts';
import { useMay } from '../../api/me.ts';
import { Icon } from '../../shell/icons.tsx';
import { createDrafts } from '../../ui/drafts.ts';
import { Notice } from '../../ui/notice.tsx';
import { useActorName } from '../../words/use-actor-name.ts';
import { noteQuery } from './queries.ts';
import { useTexts } from './texts.ts';

const maxLength = 1_000;

/** A note that is not saved yet. `replaces`: the version that was there when it was begun. */
type Draft = { readonly text: string; readonly replaces: string | null };
/** By rejection. Approved now, its mail would leave without the note. */
export const noteDrafts = createDrafts<Draft>();

/** The words for this person alone that stand in their result. */
export function NoteEditor({ rejectionId, isRequired }: { rejectionId: string; isRequired: boolean }) {
  const t = useTexts();
  const mayWrite = useMay('mail:write');
  const actorName = useActorName();
  const queryClient = useQueryClient();
  const query = noteQuery(rejectionId);
  const { data: note } = useQuery(query);
  const draft = noteDrafts.useDraft(rejectionId);
  const save = useMutation({
    mutationFn: ({ text, replaces }: Draft) =>
      unwrap(
        api.PUT('/v1/rejections/{rejection_id}/personal-note', {
          params: { path: { rejection_id: rejectionId } },
          body: { text: text.trim() === '' ? null : text.trim(), replaces },
        }),
      ),
    onSuccess: async (saved) => {
      queryClient.setQueryData(query.queryKey, saved);
      noteDrafts.drop(rejectionId);
      notifications.show({ message: t('noteSaved'), role: 'status' });
      await queryClient.invalidateQueries({ queryKey: ['mails'] });
    },
    // What somebody else wrote meanwhile is shown.
    onError: () => queryClient.invalidateQueries({ queryKey: query.queryKey }),
  });
  const saved = note?.text ?? '';
  const isSaved = note !== undefined && draft?.text === saved;
  useEffect(() => {
    if (isSaved) noteDrafts.drop(rejectionId);
  }, [isSaved, rejectionId]);
  // Most mails need no note: there is no field for one unless the stage asks for it or somebody wrote it.
  if (note === undefined || !(note.required || isRequired || note.text !== null || draft !== undefined)) return null;
  const isOvertaken = draft !== undefined && draft.replaces !== note.version && !save.isPending && !isSaved;
  const write = (text: string) =>
    text === saved
      ? noteDrafts.drop(rejectionId)
      : noteDrafts.keep(rejectionId, { replaces: note.version, ...draft, text });
  return (
    <div>
      <Textarea
        label={t('note')}
        description={note.required ? `${t('noteAdvice')}${t('noteRequired')}` : t('noteAdvice')}
        value={draft?.text ?? saved}
        onChange={({ currentTarget }) => write(currentTarget.value)}
        autosize
        minRows={2}
        maxRows={8}
        maxLength={maxLength}
        readOnly={!mayWrite || save.isPending}
      />
      {isOvertaken && (
        <Notice
          color="orange"
          role="alert"
          mt="xs"
          icon={<Icon name="warning" />}
          title={t('noteOvertaken', { name: actorName(note.by) })}
        >
          <Text size="sm">{note.text ?? t('noteRemoved')}</Text>
        </Notice>
      )}
      {draft !== undefined && !isSaved && (
        <Group mt="xs" justify="flex-end">
          {!isOvertaken && (
            <Text size="sm" c="dimmed">
              {t('noteUnsaved')}
            </Text>
          )}
          <Button size="xs" variant="default" onClick={() => noteDrafts.drop(rejectionId)} disabled={save.isPending}>
            {t('noteDiscard')}
          </Button>
          <Button
            size="xs"
            onClick={() => save.mutate(isOvertaken ? { ...draft, replaces: note.version } : draft)}
            loading={save.isPending}
          >
            {t(isOvertaken ? 'noteReplace' : 'noteSave')}
          </Button>
        </Group>
      )}
    </div>
  );
}
