import type { SavedSearch } from '@goen/client';
import { Alert, Button, Group, Menu, Modal, Stack, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { describeProblem } from '../../api/describe-problem.ts';
import { useMay } from '../../api/me.ts';
import { Icon } from '../../shell/icons.tsx';
import { useShellTexts } from '../../shell/texts.ts';
import { confirm } from '../../ui/confirm.ts';
import { findSame, removeView, type Save, saveView, toSearch, viewsQuery } from './queries.ts';
import { useTexts } from './texts.ts';
import type { FilterState } from './use-filters.ts';

/** Searches with a name, which the whole company shares. */
export function Views({ state }: { state: FilterState }) {
  const t = useTexts();
  const mayWrite = useMay('candidates:write');
  const queryClient = useQueryClient();
  const { data } = useQuery(viewsQuery);
  const [isNaming, setNaming] = useState(false);
  const current = data?.items.find(({ id }) => id === state.view);
  const refresh = () => queryClient.invalidateQueries({ queryKey: viewsQuery.queryKey });
  const tell = (message: string) => void notifications.show({ message, role: 'status' });
  const replace = useMutation({
    mutationFn: saveView,
    onSuccess: async ({ name }) => {
      await refresh();
      tell(t('saved', { name }));
    },
  });
  const remove = useMutation({
    mutationFn: ({ id }: SavedSearch) => removeView(id),
    onSuccess: async (_answer, { id, name }) => {
      if (id === state.view) state.replace({ ...state.filters });
      await refresh();
      tell(t('removed', { name }));
    },
  });
  const askRemove = async (view: SavedSearch) => {
    const consequence = t('removeAdvice', { name: view.name });
    const question = { title: t('removeTitle'), consequence, action: t('removeAction'), isDangerous: true };
    if (await confirm(question)) remove.mutate(view);
  };
  const canSave = Object.keys(state.filters).length > 0;
  const isChanged =
    current !== undefined && (!findSame(state.filters, toSearch(current)) || current.ignored_filters.length > 0);
  return (
    <>
      <Menu position="bottom-end" width={300}>
        <Menu.Target>
          <Button variant="default" rightSection={<Icon name="more" size={16} />}>
            {current?.name ?? t('views')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{t('viewsAdvice')}</Menu.Label>
          {data?.items.length === 0 && <Menu.Item disabled>{t('noViews')}</Menu.Item>}
          {data?.items.map((view) => (
            <Menu.Item
              key={view.id}
              onClick={() => state.replace(toSearch(view))}
              leftSection={view.id === state.view ? <Icon name="check" size={16} /> : <Icon name="search" size={16} />}
            >
              {view.name}
            </Menu.Item>
          ))}
          {mayWrite && (canSave || current) && <Menu.Divider />}
          {mayWrite && canSave && <Menu.Item onClick={() => setNaming(true)}>{t('saveAs')}</Menu.Item>}
          {mayWrite && current && isChanged && (
            <Menu.Item onClick={() => replace.mutate({ id: current.id, name: current.name, filters: state.filters })}>
              {t('saveChanges', { name: current.name })}
            </Menu.Item>
          )}
          {mayWrite && current && (
            <Menu.Item onClick={() => void askRemove(current)}>{t('removeView', { name: current.name })}</Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {isNaming && (
        <NameDialog
          state={state}
          onClose={() => setNaming(false)}
          onSaved={async (saved) => {
            setNaming(false);
            await refresh();
            state.replace({ ...state.filters, view: saved.id });
            tell(t('saved', { name: saved.name }));
          }}
        />
      )}
    </>
  );
}

/** A saved search may name what does not exist any more: it is left out, and said. */
export function IgnoredFilters({ state }: { state: FilterState }) {
  const t = useTexts();
  const { data } = useQuery(viewsQuery);
  const current = data?.items.find(({ id }) => id === state.view);
  if (current === undefined || current.ignored_filters.length === 0) return null;
  const filters = current.ignored_filters
    .map(({ filter, value }) => `${filter}${typeof value === 'string' ? `: ${value}` : ''}`)
    .join('、');
  return (
    <Alert color="orange" variant="outline" icon={<Icon name="warning" />} title={t('ignored', { name: current.name })}>
      <Text size="sm">{t('ignoredAdvice', { filters })}</Text>
    </Alert>
  );
}

type NameDialogProps = {
  state: FilterState;
  onClose: () => void;
  onSaved: (saved: SavedSearch) => Promise<void>;
};

function NameDialog({ state, onClose, onSaved }: NameDialogProps) {
  const t = useTexts();
  const shell = useShellTexts();
  const [name, setName] = useState('');
  const save = useMutation({
    mutationFn: (input: Save) => saveView(input),
    meta: { showsProblem: true },
    onSuccess: onSaved,
  });
  const fault = save.error === null ? null : describeProblem(save.error);
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('saveAs')}
      closeButtonProps={{ 'aria-label': shell('close') }}
      transitionProps={{ duration: 0 }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate({ id: null, name: name.trim(), filters: state.filters });
        }}
      >
        <Stack>
          <TextInput
            label={t('viewName')}
            description={t('viewsAdvice')}
            placeholder={t('viewNamePlaceholder')}
            value={name}
            maxLength={100}
            onChange={({ currentTarget }) => setName(currentTarget.value)}
            error={fault && `${fault.title}。${fault.advice}`}
            data-autofocus
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {shell('cancel')}
            </Button>
            <Button type="submit" disabled={name.trim() === ''} loading={save.isPending}>
              {t('save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
