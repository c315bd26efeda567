import { unwrap } from '@goen/client';
import type { NewOwner, OperatorCompany } from '@goen/client/operator';
import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { operatorApi } from '../../../api/operator.ts';
import { PersonDialog } from '../person-dialog.tsx';
import { useTexts } from './texts.ts';

/** For a company whose owners have all left, or never got their invitation. */
export function InviteOwner({ company: { id, name } }: { company: OperatorCompany }) {
  const t = useTexts();
  const [isOpen, setOpen] = useState(false);
  const queryClient = useQueryClient();
  const invite = useMutation({
    mutationFn: (body: NewOwner) =>
      unwrap(operatorApi.POST('/operator/companies/{id}/owners', { params: { path: { id } }, body })),
    meta: { showsProblem: true },
    onSuccess: ({ email }) => {
      setOpen(false);
      notifications.show({ message: t('invited', { email: email ?? '' }), role: 'status' });
      return queryClient.invalidateQueries({ queryKey: ['companies'] });
    },
  });
  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)}>
        {t('invite')}
      </Button>
      {isOpen && (
        <PersonDialog
          title={t('inviteTitle', { name })}
          about={t('inviteAbout')}
          action={t('inviteAction')}
          isPending={invite.isPending}
          error={invite.error}
          onClose={() => setOpen(false)}
          onSubmit={(person) => invite.mutate(person)}
        />
      )}
    </>
  );
}
