import type { Import } from '@goen/client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { importQuery } from './queries.ts';

/** Something that is done with an import, and answers with how it is then. */
export function useChange<Input = void>(change: (input: Input) => Promise<Import>, showsProblem = false) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: change,
    meta: { showsProblem },
    onSuccess: async (changed) => {
      queryClient.setQueryData(importQuery(changed.id).queryKey, changed);
      await queryClient.invalidateQueries({ queryKey: ['imports'] });
    },
  });
}
