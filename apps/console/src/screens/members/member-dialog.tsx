import { type Member, unwrap } from '@goen/client';
import { Button, Group, Modal, Radio, Select, Stack, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api } from '../../api/client.ts';
import { describeFieldErrors } from '../../api/describe-problem.ts';
import { meQuery, useMe } from '../../api/me.ts';
import { useLanguage } from '../../i18n/language.ts';
import { useShellTexts } from '../../shell/texts.ts';
import { confirm } from '../../ui/confirm.ts';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { useWords } from '../../words/use-words.ts';
import { useTexts } from './texts.ts';

const roles = ['recruiter', 'approver', 'viewer', 'owner'] as const;
const locales = ['ja', 'en'] as const;

/** Invites a person, or changes the name, role or language of one. */
export function MemberDialog({ member, onClose }: { member?: Member; onClose: () => void }) {
  const t = useTexts();
  const words = useWords();
  const shell = useShellTexts();
  const queryClient = useQueryClient();
  const language = useLanguage();
  const me = useMe().member;
  const [email, setEmail] = useState('');
  const [name, setName] = useState(member?.name ?? '');
  const [role, setRole] = useState<Member['role']>(member?.role ?? 'recruiter');
  const [locale, setLocale] = useState<Member['locale']>(member?.locale ?? language);
  const [isChecked, setChecked] = useState(false);
  const isNew = member === undefined;
  const save = useMutation({
    mutationFn: () => {
      const body = { name: name.trim(), role, locale };
      return isNew
        ? unwrap(api.POST('/v1/members', { body: { ...body, email: email.trim() } }))
        : unwrap(api.PATCH('/v1/members/{id}', { params: { path: { id: member.id } }, body }));
    },
    meta: { showsProblem: true },
    onSuccess: async (saved) => {
      await queryClient.invalidateQueries({ queryKey: ['members'] });
      if (saved.id === me?.id) await queryClient.invalidateQueries({ queryKey: meQuery.queryKey });
      notifications.show({ message: isNew ? t('invited', { email: saved.email ?? '' }) : t('saved'), role: 'status' });
      onClose();
    },
  });
  const errors = describeFieldErrors(save.error);
  const isComplete = name.trim() !== '' && (!isNew || email.trim() !== '');
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (!isComplete) return;
    const givesUp = member?.id === me?.id && member?.role === 'owner' && role !== 'owner';
    const question = { title: t('giveUpTitle'), consequence: t('giveUpConsequence'), action: t('giveUp') };
    if (!givesUp || (await confirm({ ...question, isDangerous: true }))) save.mutate();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={isNew ? t('invite') : t('changeTitle', { name: member.name })}
      closeButtonProps={{ 'aria-label': shell('close') }}
      transitionProps={{ duration: 0 }}
    >
      <form noValidate onSubmit={(event) => void submit(event)}>
        <Stack gap="sm">
          {isNew && (
            <TextInput
              label={t('email')}
              description={t('emailAdvice')}
              type="email"
              required
              autoComplete="off"
              value={email}
              onChange={({ currentTarget }) => setEmail(currentTarget.value)}
              error={errors['/email'] ?? (isChecked && email.trim() === '' ? t('required') : null)}
            />
          )}
          <TextInput
            label={t('memberName')}
            required
            autoComplete="off"
            maxLength={200}
            value={name}
            onChange={({ currentTarget }) => setName(currentTarget.value)}
            error={errors['/name'] ?? (isChecked && name.trim() === '' ? t('required') : null)}
          />
          <Radio.Group label={t('heads.role')} value={role} onChange={(value) => setRole(value)}>
            <Stack gap="xs" mt="xs">
              {roles.map((value) => (
                <Radio key={value} value={value} label={words(`roles.${value}`)} description={t(`may.${value}`)} />
              ))}
            </Stack>
          </Radio.Group>
          <Select
            label={t('locale')}
            allowDeselect={false}
            value={locale}
            onChange={(value) => value !== null && setLocale(value)}
            data={locales.map((value) => ({ value, label: words(`locales.${value}`) }))}
          />
          {save.error !== null && <ProblemAlert error={save.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {shell('cancel')}
            </Button>
            <Button type="submit" loading={save.isPending}>
              {isNew ? t('sendInvitation') : t('save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
