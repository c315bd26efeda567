import type { CandidateChange, CandidateRecord } from '@goen/client';
import { Button, Group, Modal, Select, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useEffect, useState } from 'react';
import { describeFieldErrors } from '../../api/describe-problem.ts';
import { useLanguage } from '../../i18n/language.ts';
import { useShellTexts } from '../../shell/texts.ts';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { useDiscard } from '../../ui/use-discard.ts';
import { listPrefectures } from '../../words/prefectures.ts';
import { useWords } from '../../words/use-words.ts';
import { useTexts } from './texts.ts';
import { usePersonCalls, usePersonMutation } from './use-person-calls.ts';

type Names = 'family_name' | 'given_name' | 'family_name_kana' | 'given_name_kana' | 'full_name';
type Draft = { readonly [K in Names | 'email' | 'phones' | 'prefecture']: string } & {
  readonly locale: 'ja' | 'en' | null;
};

const toDraft = (person: CandidateRecord): Draft => ({
  family_name: person.family_name ?? '',
  given_name: person.given_name ?? '',
  family_name_kana: person.family_name_kana ?? '',
  given_name_kana: person.given_name_kana ?? '',
  full_name: person.full_name ?? '',
  email: person.email ?? '',
  phones: person.phones.map(({ value }) => value).join('、'),
  prefecture: person.prefecture ?? '',
  locale: person.locale,
});

const nullable = ['family_name', 'given_name', 'family_name_kana', 'given_name_kana', 'full_name'] as const;

/** Only what was changed: the API keeps each change with what was there before. */
function toChange(before: Draft, draft: Draft, { phones }: CandidateRecord): CandidateChange {
  const change: CandidateChange = {};
  for (const field of [...nullable, 'prefecture'] as const)
    if (draft[field].trim() !== before[field]) change[field] = draft[field].trim() || null;
  if (draft.email.trim() !== before.email) change.email = draft.email.trim();
  if (draft.locale !== before.locale) change.locale = draft.locale;
  if (draft.phones.trim() !== before.phones)
    change.phones = draft.phones
      .split(/[、,，]/)
      .map((value) => value.trim())
      .filter((value) => value !== '')
      .map((value) => {
        const type = phones.find((phone) => phone.value === value)?.type;
        return { value, ...(type ? { type } : {}) };
      });
  return change;
}

/** Mounted when it is opened, so that it begins with what is stored. */
export function CorrectDialog({ person, onClose }: { person: CandidateRecord; onClose: () => void }) {
  const t = useTexts();
  const words = useWords();
  const shell = useShellTexts();
  const language = useLanguage();
  const [before] = useState(() => toDraft(person));
  const [draft, setDraft] = useState(before);
  const { correct } = usePersonCalls(person.id);
  const save = usePersonMutation(correct, {
    meta: { showsProblem: true },
    onSuccess: () => {
      onClose();
      notifications.show({ message: t('saved'), role: 'status' });
    },
  });
  const faults = describeFieldErrors(save.error);
  const change = toChange(before, draft, person);
  const isChanged = Object.keys(change).length > 0;
  const discard = useDiscard();
  useEffect(() => discard.note(isChanged));
  const dismiss = async () => {
    if (await discard.may()) onClose();
  };
  const field = (name: Exclude<keyof Draft, 'locale'>) => ({
    value: draft[name],
    error: Object.entries(faults).find(([pointer]) => pointer.split('/')[1] === name)?.[1],
    onChange: ({ currentTarget: { value } }: { currentTarget: { value: string } }) =>
      setDraft((now) => ({ ...now, [name]: value })),
  });
  return (
    <Modal
      opened
      onClose={() => void dismiss()}
      closeOnEscape={discard.closeOnEscape}
      title={t('correct')}
      size="lg"
      closeButtonProps={{ 'aria-label': shell('close') }}
      transitionProps={{ duration: 0 }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (isChanged) save.mutate(change);
        }}
      >
        <Stack>
          <Text size="sm">{t('correctAbout')}</Text>
          {save.error !== null && Object.keys(faults).length === 0 && <ProblemAlert error={save.error} />}
          <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
            <TextInput label={t('familyName')} {...field('family_name')} data-autofocus />
            <TextInput label={t('givenName')} {...field('given_name')} />
            <TextInput label={t('familyKana')} {...field('family_name_kana')} />
            <TextInput label={t('givenKana')} {...field('given_name_kana')} />
          </SimpleGrid>
          {before.full_name !== '' && <TextInput label={t('fullName')} {...field('full_name')} />}
          <TextInput label={t('email')} description={t('emailAdvice')} {...field('email')} />
          <TextInput label={t('phones')} description={t('phonesAdvice')} {...field('phones')} />
          <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
            <Select
              label={t('prefecture')}
              placeholder={t('noValue')}
              searchable
              clearable
              data={listPrefectures(language, draft.prefecture)}
              value={draft.prefecture || null}
              onChange={(prefecture) => setDraft((now) => ({ ...now, prefecture: prefecture ?? '' }))}
              error={faults['/prefecture']}
            />
            <Select
              label={t('language')}
              placeholder={t('languageDefault')}
              clearable
              data={(['ja', 'en'] as const).map((value) => ({ value, label: words(`locales.${value}`) }))}
              value={draft.locale}
              onChange={(locale) => setDraft((now) => ({ ...now, locale }))}
            />
          </SimpleGrid>
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {shell('cancel')}
            </Button>
            <Button type="submit" disabled={!isChanged} loading={save.isPending}>
              {t('save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
