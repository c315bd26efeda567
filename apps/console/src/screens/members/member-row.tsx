import { type Member, unwrap } from '@goen/client';
import { Button, Group, Table, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { useMe } from '../../api/me.ts';
import { confirm } from '../../ui/confirm.ts';
import { StateBadge, type Tone } from '../../ui/state-badge.tsx';
import { When } from '../../ui/when.tsx';
import { useWords } from '../../words/use-words.ts';
import { MemberDialog } from './member-dialog.tsx';
import { NotificationsDialog } from './notifications-dialog.tsx';
import { useTexts } from './texts.ts';

const tones: Readonly<Record<Member['state'], Tone>> = { joined: 'good', invited: 'neutral', removed: 'stopped' };

export function MemberRow({ member, mayManage }: { member: Member; mayManage: boolean }) {
  const t = useTexts();
  const words = useWords();
  const { member: me } = useMe();
  const { name, email, role, state, joined_at: joinedAt, removed_at: removedAt, created_at: createdAt } = member;
  return (
    <Table.Tr>
      <Table.Td>
        <Text span size="sm" fw={600} display="block">
          {name}
          {member.id === me?.id && t('you')}
        </Text>
        <Text span size="xs">
          {email ?? t('addressErased')}
        </Text>
      </Table.Td>
      <Table.Td style={{ whiteSpace: 'nowrap' }}>{words(`roles.${role}`)}</Table.Td>
      <Table.Td>
        <StateBadge tone={tones[state]}>{t(`states.${state}`)}</StateBadge>
      </Table.Td>
      <Table.Td>
        <When at={removedAt ?? joinedAt ?? createdAt} isDay />
      </Table.Td>
      {mayManage && state !== 'removed' && <Actions member={member} />}
    </Table.Tr>
  );
}

function Actions({ member }: { member: Member }) {
  const t = useTexts();
  const queryClient = useQueryClient();
  const [dialog, setDialog] = useState<'edit' | 'notifications' | null>(null);
  const close = () => setDialog(null);
  const { id, name, email, state, active_api_keys: keys } = member;
  const params = { path: { id } };
  const resend = useMutation({
    mutationFn: () => unwrap(api.POST('/v1/members/{id}/invitation', { params })),
    onSuccess: () => notifications.show({ message: t('resent', { email: email ?? '' }), role: 'status' }),
  });
  const remove = useMutation({
    mutationFn: () => unwrap(api.DELETE('/v1/members/{id}', { params })),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: ['members'] });
      notifications.show({ message: t('removed', { name }), role: 'status' });
    },
  });
  const kind = state === 'invited' ? 'withdraw' : 'remove';
  const askToRemove = async () => {
    const consequence = t(`${kind}Consequence`) + (keys > 0 ? t('keysStay', { count: keys }) : '');
    const question = { title: t(`${kind}Title`, { name }), consequence, action: t(kind) };
    if (await confirm({ ...question, isDangerous: true })) remove.mutate();
  };
  return (
    <Table.Td>
      <Group gap="xs" wrap="nowrap">
        <Button size="compact-sm" variant="default" onClick={() => setDialog('edit')}>
          {t('change')}
        </Button>
        <Button size="compact-sm" variant="default" onClick={() => setDialog('notifications')}>
          {t('notifications')}
        </Button>
        {state === 'invited' && (
          <Button size="compact-sm" variant="default" loading={resend.isPending} onClick={() => resend.mutate()}>
            {t('resend')}
          </Button>
        )}
        <Button size="compact-sm" variant="default" loading={remove.isPending} onClick={() => void askToRemove()}>
          {t(kind)}
        </Button>
      </Group>
      {dialog === 'edit' && <MemberDialog member={member} onClose={close} />}
      {dialog === 'notifications' && <NotificationsDialog member={member} onClose={close} />}
    </Table.Td>
  );
}
