import { unwrap } from '@goen/client';
import type { NewStaff, Staff as Person } from '@goen/client/operator';
import { Button, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useMe } from '../../../api/me.ts';
import { operatorApi } from '../../../api/operator.ts';
import { confirm } from '../../../ui/confirm.ts';
import { DataTable } from '../../../ui/data-table.tsx';
import { Loaded } from '../../../ui/loaded.tsx';
import { Screen } from '../../../ui/screen.tsx';
import { When } from '../../../ui/when.tsx';
import { useWords } from '../../../words/use-words.ts';
import { PersonDialog } from '../person-dialog.tsx';
import { staffQuery } from './queries.ts';
import { useTexts } from './texts.ts';

/** Who signs in for the operator. */
export function Staff() {
  const t = useTexts();
  const words = useWords();
  const query = useQuery(staffQuery);
  const { email: ownEmail } = useMe();
  return (
    <Screen title={t('title')} about={t('about')} actions={<AddPerson />}>
      <Loaded query={query} lines={5}>
        {({ items }) => (
          <DataTable
            label={t('list')}
            rows={items}
            getKey={({ id }) => id}
            columns={[
              {
                heading: t('name'),
                render: ({ name, email }) => (
                  <>
                    {name}
                    {email === ownEmail && (
                      <Text span size="xs" c="var(--goen-quiet)" ml={6}>
                        {t('you')}
                      </Text>
                    )}
                  </>
                ),
              },
              { heading: t('email'), render: ({ email }) => email },
              { heading: t('locale'), render: ({ locale }) => words(`locales.${locale}`) },
              { heading: t('since'), render: ({ created_at: at }) => <When at={at} isDay /> },
              {
                heading: t('actions'),
                render: (person) => <RemovePerson person={person} isOneself={person.email === ownEmail} />,
              },
            ]}
          />
        )}
      </Loaded>
    </Screen>
  );
}

function AddPerson() {
  const t = useTexts();
  const [isOpen, setOpen] = useState(false);
  const queryClient = useQueryClient();
  const add = useMutation({
    mutationFn: (body: NewStaff) => unwrap(operatorApi.POST('/operator/staff', { body })),
    meta: { showsProblem: true },
    onSuccess: ({ email }) => {
      setOpen(false);
      notifications.show({ message: t('added', { email: email ?? '' }), role: 'status' });
      return queryClient.invalidateQueries({ queryKey: staffQuery.queryKey });
    },
  });
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('add')}</Button>
      {isOpen && (
        <PersonDialog
          title={t('add')}
          about={t('addAbout')}
          action={t('addAction')}
          isPending={add.isPending}
          error={add.error}
          onClose={() => setOpen(false)}
          onSubmit={(person) => add.mutate(person)}
        />
      )}
    </>
  );
}

function RemovePerson({ person: { id, name }, isOneself }: { person: Person; isOneself: boolean }) {
  const t = useTexts();
  const queryClient = useQueryClient();
  const remove = useMutation({
    mutationFn: () => unwrap(operatorApi.DELETE('/operator/staff/{id}', { params: { path: { id } } })),
    onSuccess: () => {
      notifications.show({ message: t('removed', { name }), role: 'status' });
      return queryClient.invalidateQueries({ queryKey: staffQuery.queryKey });
    },
  });
  const ask = async () => {
    const consequence = isOneself ? t('removeSelf') : t('removeConsequence');
    const question = { title: t('removeTitle', { name }), consequence, action: t('remove'), isDangerous: true };
    if (await confirm(question)) remove.mutate();
  };
  return (
    <Button
      size="compact-sm"
      variant="default"
      onClick={() => void ask()}
      loading={remove.isPending}
      aria-label={t('removeNamed', { name })}
    >
      {t('remove')}
    </Button>
  );
}
