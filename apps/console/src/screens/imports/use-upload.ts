import type { ImportSources } from '@goen/client';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { addSource, importQuery, maxFileBytes, type SourceKind, uploadFile } from './queries.ts';
import { useTexts } from './texts.ts';

export type Source = ImportSources['items'][number];
/** A connection that exists, or one that is added with its first file. */
type Target = { readonly id: string } | { readonly kind: SourceKind; readonly name: string };

/** Uploads a file as a dry run and opens it. */
export function useUpload() {
  const t = useTexts();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const work = useMutation({
    mutationFn: async ({ file, target }: { file: File; target: Target }) => {
      const connectionId = 'id' in target ? target.id : (await addSource(target.kind, target.name)).id;
      const startedAt = Date.now();
      return { uploaded: await uploadFile(file, connectionId), startedAt };
    },
    onSuccess: async ({ uploaded, startedAt }) => {
      queryClient.setQueryData(importQuery(uploaded.id).queryKey, uploaded);
      void queryClient.invalidateQueries({ queryKey: ['imports'] });
      if (Date.parse(uploaded.created_at) < startedAt - clockDriftMs) tell(t('alreadyThere'));
      await navigate({ to: '/imports/$importId', params: { importId: uploaded.id } });
    },
    // Also after a failure: the source may have been added.
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['connections'] }),
  });
  return {
    isUploading: work.isPending,
    fileName: work.variables?.file.name ?? '',
    upload: (files: readonly File[], target: Target): void => {
      const [file, ...more] = files;
      if (file === undefined) return;
      if (more.length > 0) return tell(t('oneFile'));
      if (file.size > maxFileBytes) return tell(t('tooLargeAdvice'), t('tooLarge'));
      work.mutate({ file, target });
    },
  };
}

/** Clocks of people's computers are not ours. */
const clockDriftMs = 60_000;

const tell = (message: string, title?: string): void =>
  void notifications.show({ message, ...(title === undefined ? {} : { title, color: 'red' }), role: 'status' });
