import { type MemberNotifications, unwrap } from '@goen/client';
import { queryOptions } from '@tanstack/react-query';
import { api } from '../../api/client.ts';

export const notificationsQuery = queryOptions({
  queryKey: ['members', 'own-notifications'],
  queryFn: ({ signal }) => unwrap(api.GET('/v1/me/notifications', { signal })),
});

export const saveNotifications = (body: MemberNotifications) => unwrap(api.PUT('/v1/me/notifications', { body }));

export const chatsQuery = queryOptions({
  queryKey: ['webhooks', 'chats'],
  queryFn: async ({ signal }) =>
    (await unwrap(api.GET('/v1/webhook-endpoints', { signal }))).items.filter(({ format }) => format !== 'standard'),
});
