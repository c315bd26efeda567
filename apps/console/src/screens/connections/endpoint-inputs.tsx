import { MultiSelect, TextInput } from '@mantine/core';
import { type EventType, eventTypes, toTextKey } from './event-types.ts';
import { useTexts } from './texts.ts';

type DescriptionInputProps = { value: string; onChange: (value: string) => void; error: string | null };

export function DescriptionInput({ value, onChange, error }: DescriptionInputProps) {
  const t = useTexts();
  return (
    <TextInput
      label={t('description')}
      description={t('descriptionAdvice')}
      maxLength={200}
      value={value}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
      error={error}
    />
  );
}

type TypesInputProps = {
  value: readonly EventType[];
  onChange: (value: EventType[]) => void;
  /** What an empty choice means, as a sentence and in short. */
  whenEmpty: { readonly advice: string; readonly placeholder: string };
  error: string | null;
};

export function TypesInput({ value, onChange, whenEmpty, error }: TypesInputProps) {
  const t = useTexts();
  return (
    <MultiSelect
      label={t('types')}
      description={whenEmpty.advice}
      placeholder={value.length === 0 ? whenEmpty.placeholder : ''}
      searchable
      clearable
      value={[...value]}
      onChange={(chosen) => onChange(eventTypes.filter((type) => chosen.includes(type)))}
      data={eventTypes.map((type) => ({ value: type, label: t(`events.${toTextKey(type)}`) }))}
      error={error}
    />
  );
}
