import { Autocomplete, Group, SegmentedControl, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useWords } from '../../words/use-words.ts';
import { wordingsQuery } from './queries.ts';
import { type Language, languages, listCategories, resultKinds, stages, type Target } from './targets.ts';
import { useTexts } from './texts.ts';

const every = 'every';

/** Which mails the wording is for: the address says the same. */
export function TargetFields({ target, onChange }: { target: Target; onChange: (target: Target) => void }) {
  const t = useTexts();
  const words = useWords();
  const { data: wordings = [] } = useQuery(wordingsQuery);
  const [category, setCategory] = useState(target.category ?? '');
  useEffect(() => setCategory(target.category ?? ''), [target.category]);
  const chooseCategory = (text: string) => {
    const chosen = text.trim() === '' ? null : text.trim();
    if (chosen !== target.category) onChange({ ...target, category: chosen });
  };
  const isResult = resultKinds.some((kind) => kind === target.kind);
  return (
    <Group align="end" gap="sm" role="group" aria-label={t('target')}>
      {isResult && (
        <SegmentedControl
          aria-label={t('kind')}
          value={target.kind}
          onChange={(kind) => onChange({ ...target, kind })}
          data={resultKinds.map((value) => ({ value, label: t(`versions.${value}`) }))}
        />
      )}
      <SegmentedControl
        aria-label={t('language')}
        value={target.locale}
        onChange={(locale: Language) => onChange({ ...target, locale })}
        data={languages.map((value) => ({ value, label: words(`locales.${value}`) }))}
      />
      <Select
        label={t('stage')}
        allowDeselect={false}
        w={170}
        value={target.stage ?? every}
        onChange={(value) => onChange({ ...target, stage: stages.find((stage) => stage === value) ?? null })}
        data={[
          { value: every, label: t('everyStage') },
          ...stages.map((value) => ({ value, label: words(`stages.${value}`) })),
        ]}
      />
      <Autocomplete
        label={t('category')}
        placeholder={t('everyCategory')}
        w={230}
        maxLength={200}
        clearable
        value={category}
        onChange={setCategory}
        onOptionSubmit={chooseCategory}
        onClear={() => chooseCategory('')}
        onBlur={() => chooseCategory(category)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !event.nativeEvent.isComposing) chooseCategory(category);
        }}
        data={listCategories(wordings)}
      />
    </Group>
  );
}
