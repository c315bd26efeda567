import { Autocomplete, Button, CloseButton, Group, Input, MultiSelect, Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useLanguage } from '../../i18n/language.ts';
import { listPrefectures } from '../../words/prefectures.ts';
import { useWords } from '../../words/use-words.ts';
import type { RequestedTag } from './position-values.ts';
import classes from './positions.module.css';
import { tagSuggestionsQuery } from './queries.ts';
import { useTexts } from './texts.ts';

const kinds = ['skill', 'job_category', 'orientation'] as const;
const maxTags = 20;
const suggestedAfterMs = 250;

type TagFieldProps = {
  need: 'required' | 'desired';
  description: string;
  value: readonly RequestedTag[];
  onChange: (tags: RequestedTag[]) => void;
  errors: Readonly<Record<string, string>>;
};

/** Tags that describe the person; a refused one says why at its place. */
export function TagField({ need, description, value, onChange, errors }: TagFieldProps) {
  const t = useTexts();
  const words = useWords();
  const [kind, setKind] = useState<RequestedTag['kind']>('skill');
  const [text, setText] = useState('');
  const [searched] = useDebouncedValue(text.trim(), suggestedAfterMs);
  const { data } = useQuery({ ...tagSuggestionsQuery(searched, kind), placeholderData: (earlier) => earlier });
  const add = () => {
    const added = text.trim();
    setText('');
    if (added === '' || value.some((tag) => tag.kind === kind && tag.value === added)) return;
    onChange([...value, { kind, value: added }]);
  };
  const faults = value.flatMap(({ value: tag }, index) => {
    const fault = errors[`/${need}/${index}`] ?? errors[`/${need}/${index}/value`];
    return fault === undefined ? [] : [`「${tag}」${fault}`];
  });
  return (
    <Input.Wrapper
      label={t(need)}
      description={description}
      error={faults.join(' ') || errors[`/${need}`]}
      component="div"
      labelElement="div"
    >
      {value.length > 0 && (
        <ul className={classes.tagList} aria-label={t(need)}>
          {value.map((tag, index) => (
            <li key={`${tag.kind}:${tag.value}`} className={classes.tag}>
              <span className={classes.need}>{words(`tagKinds.${tag.kind}`)}</span>
              {tag.value}
              <CloseButton
                size="xs"
                aria-label={t('removeTag', { tag: tag.value })}
                onClick={() => onChange(value.filter((_, other) => other !== index))}
              />
            </li>
          ))}
        </ul>
      )}
      <Group gap="xs" wrap="nowrap" mt={6}>
        <Select
          aria-label={t('tagKind')}
          w={120}
          allowDeselect={false}
          value={kind}
          onChange={(next) => setKind(kinds.find((name) => name === next) ?? 'skill')}
          data={kinds.map((name) => ({ value: name, label: words(`tagKinds.${name}`) }))}
        />
        <Autocomplete
          aria-label={`${t(need)}: ${t('tagValue')}`}
          placeholder={t('tagPlaceholder')}
          flex={1}
          maxLength={100}
          disabled={value.length >= maxTags}
          value={text}
          onChange={setText}
          onKeyDown={(event) => {
            // Enter ends the composing of Japanese, too.
            if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
            event.preventDefault();
            add();
          }}
          data={[...new Set(data?.items.map((tag) => tag.value))]}
        />
        <Button variant="default" onClick={add} disabled={text.trim() === ''}>
          {t('addTag')}
        </Button>
      </Group>
    </Input.Wrapper>
  );
}

type RegionFieldProps = {
  value: readonly string[];
  onChange: (regions: string[]) => void;
  error: string | undefined;
};

/** Prefectures; what is stored in another spelling stays. */
export function RegionField({ value, onChange, error }: RegionFieldProps) {
  const t = useTexts();
  const known = listPrefectures(useLanguage());
  const others = value.filter((region) => !known.some((prefecture) => prefecture.value === region));
  return (
    <MultiSelect
      label={t('fields.regions')}
      searchable
      clearable
      value={[...value]}
      onChange={onChange}
      data={[...others.map((region) => ({ value: region, label: region })), ...known]}
      error={error}
    />
  );
}
