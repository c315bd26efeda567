import { type AddressDecision, type SharedAddress, unwrap } from '@goen/client';
import { Button, Group, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { useMay } from '../../api/me.ts';
import { toButtonState } from '../../api/to-button-state.ts';
import { confirm } from '../../ui/confirm.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { toPersonName } from '../../words/person-name.ts';
import { useWords } from '../../words/use-words.ts';
import { sharedAddressesQuery } from './queries.ts';
import { useTexts } from './texts.ts';

/** Addresses that several candidates have: a member says whose each is. */
export function SharedAddressList() {
  const query = useQuery(sharedAddressesQuery);
  return (
    <Loaded query={query} lines={2}>
      {({ items }) => (
        <Stack>
          {items.map((address) => (
            <WhoseAddress key={address.id} address={address} />
          ))}
        </Stack>
      )}
    </Loaded>
  );
}

function WhoseAddress({ address: { id, email, candidates } }: { address: SharedAddress }) {
  const t = useTexts();
  const words = useWords();
  const mayDecide = useMay('mail:write');
  const queryClient = useQueryClient();
  const decide = useMutation({
    mutationFn: (body: AddressDecision) =>
      unwrap(api.POST('/v1/shared-addresses/{id}/decision', { params: { path: { id } }, body })),
    onSuccess: async () => {
      notifications.show({ message: t('decided'), role: 'status' });
      await Promise.all(
        ['candidates', 'today', 'mails'].map((topic) => queryClient.invalidateQueries({ queryKey: [topic] })),
      );
    },
  });
  const nameOf = (candidate: (typeof candidates)[number]) => toPersonName(candidate) ?? words('noName');
  const mergeAll = async () => {
    const question = {
      title: t('mergeTitle'),
      consequence: t('mergeAdvice', { names: candidates.map(nameOf).join('、') }),
      action: t('merge'),
      isDangerous: true,
    };
    if (await confirm(question)) decide.mutate({ belongs_to: 'one_person' });
  };
  return (
    <Stack gap={6}>
      <Text fw={600}>{t('whose', { email: email ?? '' })}</Text>
      <Text size="sm" c="dimmed">
        {t('whoseAdvice')}
      </Text>
      {candidates.map((candidate) => (
        <Group key={candidate.id} justify="space-between">
          <div>
            <Text size="sm">{nameOf(candidate)}</Text>
            <Text size="xs" c="dimmed">
              {t('jobs', { jobs: candidate.jobs.join('、') })}
            </Text>
          </div>
          {mayDecide && (
            <Button
              size="xs"
              variant="default"
              {...toButtonState(decide, (body) => 'candidate_id' in body && body.candidate_id === candidate.id)}
              onClick={() => decide.mutate({ belongs_to: 'candidate', candidate_id: candidate.id })}
            >
              {t('isTheirs', { name: nameOf(candidate) })}
            </Button>
          )}
        </Group>
      ))}
      {mayDecide && (
        <Group justify="flex-end" gap="xs">
          <Button
            size="xs"
            variant="default"
            onClick={() => decide.mutate({ belongs_to: 'nobody' })}
            {...toButtonState(decide, (body) => body.belongs_to === 'nobody')}
          >
            {t('isNobodys')}
          </Button>
          <Button
            size="xs"
            variant="default"
            onClick={() => void mergeAll()}
            {...toButtonState(decide, (body) => body.belongs_to === 'one_person')}
          >
            {t('isOnePerson')}
          </Button>
        </Group>
      )}
    </Stack>
  );
}
