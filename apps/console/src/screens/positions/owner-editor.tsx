import type { NamedReInvitation } from '@goen/client';
import { Button, Group } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type Owner, OwnerSelect } from './owner-select.tsx';
import { changeOwner } from './queries.ts';
import { useTexts } from './texts.ts';

/** Who answers the interest, and is reminded of it. */
export function OwnerEditor({ invitation, onDone }: { invitation: NamedReInvitation; onDone: () => void }) {
  const t = useTexts();
  const queryClient = useQueryClient();
  const [owner, setOwner] = useState<Owner>({ name: invitation.owner.name, email: invitation.owner.email ?? null });
  const save = useMutation({
    mutationFn: () => changeOwner(invitation.id, owner),
    onSuccess: async ({ owner: { name } }) => {
      await queryClient.invalidateQueries({ queryKey: ['re_invitations'] });
      notifications.show({ message: t('ownerChanged', { name: name || t('recruiters') }), role: 'status' });
      onDone();
    },
  });
  return (
    <Group align="end" gap="xs">
      <OwnerSelect value={owner} onChange={setOwner} />
      <Button variant="default" onClick={() => save.mutate()} loading={save.isPending}>
        {t('save')}
      </Button>
    </Group>
  );
}
