import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useFormats } from '../../i18n/dates.ts';
import { toPersonName } from '../../words/person-name.ts';
import { useWords } from '../../words/use-words.ts';
import { candidateQuery, findCandidatesQuery } from './queries.ts';
import { useTexts } from './texts.ts';

export type SamePerson = { readonly id: string; readonly name: string };
type SameCandidateProps = {
  /** The candidate of the application in the link. */
  hinted: string | null;
  value: SamePerson | null;
  onChange: (person: SamePerson | null) => void;
};

const settledAfterMs = 350;

/** A candidate whom one knows under another address. */
export function SameCandidate({ hinted, value, onChange }: SameCandidateProps) {
  const t = useTexts();
  const words = useWords();
  const { formatAside } = useFormats();
  const [text, setText] = useState('');
  // What was chosen stands in the field, and is no search.
  const [settled] = useDebouncedValue(text === value?.name ? '' : text.trim(), settledAfterMs);
  const { data: found = [] } = useQuery(findCandidatesQuery(settled));
  const { data: hint } = useQuery(candidateQuery(hinted));
  const toName = (named: Parameters<typeof toPersonName>[0]) => toPersonName(named) ?? words('noName');
  const people = new Map(found.map(({ id, email, ...named }) => [id, { name: toName(named), email }]));
  if (hint !== undefined && hinted !== null) people.set(hinted, { name: toName(hint), email: hint.email });
  if (value !== null && !people.has(value.id)) people.set(value.id, { name: value.name, email: null });
  return (
    <Select
      label={t('same')}
      description={t('sameAdvice')}
      placeholder={t('sameSearch')}
      searchable
      clearable
      value={value?.id ?? null}
      searchValue={text}
      onSearchChange={setText}
      onChange={(id) => onChange(id === null ? null : { id, name: people.get(id)?.name ?? '' })}
      filter={({ options }) => options}
      nothingFoundMessage={settled === '' ? null : t('sameEmpty')}
      data={[...people].map(([id, { name, email }]) => ({
        value: id,
        label: id === hinted ? t('sameHint', { name }) : email === null ? name : name + formatAside(email),
      }))}
    />
  );
}
