import { type ApiKey, type IssuedApiKey, unwrap } from '@goen/client';
import { Button, Group, Table, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { confirm } from '../../ui/confirm.ts';
import { StateBadge, type Tone } from '../../ui/state-badge.tsx';
import { When } from '../../ui/when.tsx';
import { useActorName } from '../../words/use-actor-name.ts';
import { RotateDialog } from './rotate-dialog.tsx';
import { toScopeKey } from './scopes.ts';
import { useTexts } from './texts.ts';

const tones: Readonly<Record<ApiKey['state'], Tone>> = { active: 'good', expired: 'stopped', revoked: 'stopped' };
/** In hours; 30 days are the longest. */
const overlaps = [0, 1, 24, 72, 168, 720];

type KeyRowProps = {
  apiKey: ApiKey;
  /** Another key was issued in its place. */
  isReplaced: boolean;
  onIssued: (key: IssuedApiKey) => void;
};

export function KeyRow({ apiKey, isReplaced, onIssued }: KeyRowProps) {
  const t = useTexts();
  const nameActor = useActorName();
  const [isRotating, setRotating] = useState(false);
  const queryClient = useQueryClient();
  const { id, name, prefix, scopes, state, last_used_on: usedOn, expires_at: expiresAt } = apiKey;
  const params = { path: { id } };
  const refresh = () => queryClient.invalidateQueries({ queryKey: ['keys'] });
  const rotate = useMutation({
    mutationFn: (hours: number) =>
      unwrap(api.POST('/v1/api-keys/{id}/rotate', { params, body: { overlap_hours: hours } })),
    onSuccess: async (key) => {
      setRotating(false);
      onIssued(key);
      await refresh();
    },
  });
  const revoke = useMutation({
    mutationFn: () => unwrap(api.DELETE('/v1/api-keys/{id}', { params })),
    onSuccess: async () => {
      await refresh();
      notifications.show({ message: t('revoked', { name }), role: 'status' });
    },
  });
  const askToRevoke = async () => {
    const question = { title: t('revokeKeyTitle', { name }), consequence: t('revokeKeyConsequence') };
    if (await confirm({ ...question, action: t('revokeKey'), isDangerous: true })) revoke.mutate();
  };
  return (
    <Table.Tr>
      <Table.Td>
        <Text span size="sm" fw={600} display="block">
          {name}
        </Text>
        <Text span size="xs" ff="monospace">
          {prefix}…
        </Text>
      </Table.Td>
      <Table.Td>
        <StateBadge tone={tones[state]}>{t(`keyStates.${state}`)}</StateBadge>
        {isReplaced && state === 'active' && <Text size="xs">{t('keyReplaced')}</Text>}
        {expiresAt !== null && state === 'active' && (
          <Text size="xs">
            {t('until')} <When at={expiresAt} />
          </Text>
        )}
      </Table.Td>
      <Table.Td>
        <details>
          <summary>{t('scopeCount', { count: scopes.length })}</summary>
          {scopes.map((scope) => (
            <Text key={scope} size="xs">
              {t(`scopes.${toScopeKey(scope)}`)}
            </Text>
          ))}
        </details>
      </Table.Td>
      <Table.Td>{usedOn === null ? t('never') : <When at={usedOn} isDay />}</Table.Td>
      <Table.Td>
        <When at={apiKey.created_at} isDay />
        {apiKey.created_by && (
          <Text span size="xs" display="block">
            {nameActor(apiKey.created_by)}
          </Text>
        )}
      </Table.Td>
      <Table.Td>
        {state === 'active' && (
          <Group gap="xs" wrap="nowrap">
            <Button size="compact-sm" variant="default" loading={rotate.isPending} onClick={() => setRotating(true)}>
              {t('rotateKey')}
            </Button>
            <Button size="compact-sm" variant="default" loading={revoke.isPending} onClick={() => void askToRevoke()}>
              {t('revokeKey')}
            </Button>
          </Group>
        )}
        {isRotating && (
          <RotateDialog
            title={t('rotateKeyTitle', { name })}
            consequence={t('rotateKeyConsequence')}
            action={t('rotateKey')}
            hours={overlaps}
            isBusy={rotate.isPending}
            onRotate={(hours) => rotate.mutate(hours)}
            onClose={() => setRotating(false)}
          />
        )}
      </Table.Td>
    </Table.Tr>
  );
}
