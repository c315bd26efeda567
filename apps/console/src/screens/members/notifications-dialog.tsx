import { type Member, unwrap } from '@goen/client';
import { Modal, Text } from '@mantine/core';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { useShellTexts } from '../../shell/texts.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { Frequencies } from '../notifications/frequencies.tsx';
import { useSaveNotifications } from '../notifications/use-save-notifications.ts';
import { useTexts } from './texts.ts';

const memberNotificationsQuery = (id: string) =>
  queryOptions({
    queryKey: ['members', 'notifications', id],
    queryFn: ({ signal }) => unwrap(api.GET('/v1/members/{id}/notifications', { params: { path: { id } }, signal })),
  });

/** What a colleague hears of by mail. */
export function NotificationsDialog({ member, onClose }: { member: Member; onClose: () => void }) {
  const t = useTexts();
  const shell = useShellTexts();
  const options = memberNotificationsQuery(member.id);
  const query = useQuery(options);
  const save = useSaveNotifications(options.queryKey, (body) =>
    unwrap(api.PUT('/v1/members/{id}/notifications', { params: { path: { id: member.id } }, body })),
  );
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t('notificationsTitle', { name: member.name })}
      closeButtonProps={{ 'aria-label': shell('close') }}
      transitionProps={{ duration: 0 }}
    >
      <Text size="sm" c="dimmed" mb="sm">
        {t('notificationsAbout', { email: member.email ?? '' })}
      </Text>
      <Loaded query={query} lines={4}>
        {(settings) => <Frequencies settings={settings} onChange={save} />}
      </Loaded>
    </Modal>
  );
}
