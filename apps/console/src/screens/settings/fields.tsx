import type { CompanySettings } from '@goen/client';
import { NumberInput, Select, Switch, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { toChange } from './draft.ts';
import { useSettingsForm } from './form-context.ts';

type KeysOf<T, Value> = { [K in keyof T]-?: T[K] extends Value ? K : never }[keyof T] & string;
type NumberName = KeysOf<CompanySettings, number>;
type SwitchName = KeysOf<CompanySettings, boolean>;
type ListName = KeysOf<CompanySettings, string[]>;
type Described = { label: string; description?: string };

/** A whole number. One that is cleared is refused by the API in its place. */
export function NumberSetting({
  name,
  label,
  description,
  suffix,
  min = 0,
  max,
}: Described & { name: NumberName; suffix: string; min?: number; max: number }) {
  const { settings, set, errorAt, mayChange } = useSettingsForm();
  return (
    <NumberInput
      label={label}
      description={description}
      value={settings[name]}
      onChange={(value) => set(toChange(name, value === '' ? null : value))}
      error={errorAt(`/${name}`)}
      suffix={suffix}
      min={min}
      max={max}
      allowDecimal={false}
      disabled={!mayChange}
      maw={360}
    />
  );
}

type SwitchFieldProps = Described & {
  checked: boolean;
  onChange: (checked: boolean) => void;
  error?: string | undefined;
};

/** A switch of a part of the settings that is no setting of its own. */
export function SwitchField({ label, description, checked, onChange, error }: SwitchFieldProps) {
  const { mayChange } = useSettingsForm();
  return (
    <Switch
      label={label}
      description={description}
      checked={checked}
      onChange={({ currentTarget }) => onChange(currentTarget.checked)}
      error={error}
      disabled={!mayChange}
    />
  );
}

export function SwitchSetting({ name, ...described }: Described & { name: SwitchName }) {
  const { settings, set, errorAt } = useSettingsForm();
  return (
    <SwitchField
      {...described}
      checked={settings[name]}
      onChange={(checked) => set(toChange(name, checked))}
      error={errorAt(`/${name}`)}
    />
  );
}

/** One of several; `none` is what null is called, where there may be none. */
export function ChoiceSetting<Name extends keyof CompanySettings>({
  name,
  label,
  description,
  choices,
  none,
}: Described & {
  name: Name;
  choices: Readonly<Record<Extract<CompanySettings[Name], string>, string>>;
  none?: string;
}) {
  const { settings, set, errorAt, mayChange } = useSettingsForm();
  const nothing = 'none';
  const options = Object.entries<string>(choices).map(([value, text]) => ({ value, label: text }));
  return (
    <Select
      label={label}
      description={description}
      value={(settings[name] as string | null) ?? nothing}
      onChange={(value) => set(toChange(name, value === nothing ? null : value))}
      data={none === undefined ? options : [...options, { value: nothing, label: none }]}
      error={errorAt(`/${name}`)}
      allowDeselect={false}
      disabled={!mayChange}
      maw={480}
    />
  );
}

export function TextSetting({
  name,
  label,
  description,
  isNullable = false,
  type = 'text',
}: Described & { name: 'representative' | 'recruiter_email'; isNullable?: boolean; type?: 'text' | 'email' }) {
  const { settings, set, errorAt, mayChange } = useSettingsForm();
  return (
    <TextInput
      type={type}
      label={label}
      description={description}
      value={settings[name] ?? ''}
      onChange={({ currentTarget: { value } }) => set(toChange(name, isNullable && value === '' ? null : value))}
      error={errorAt(`/${name}`)}
      disabled={!mayChange}
      maw={480}
    />
  );
}

const toLines = (text: string): string[] => [
  ...new Set(
    text
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== ''),
  ),
];
const isSameList = (a: readonly string[], b: readonly string[]) => a.join('\n') === b.join('\n');

/** A list, one entry per line, as it comes out of a spreadsheet. */
export function LinesField({
  label,
  description,
  value,
  onChange,
  error,
  isDisabled,
}: {
  label: string;
  description?: string;
  value: readonly string[];
  onChange: (lines: string[]) => void;
  error: string | undefined;
  isDisabled: boolean;
}) {
  const [typed, setTyped] = useState('');
  // What is typed has blanks and empty lines that the value has not.
  const text = isSameList(toLines(typed), value) ? typed : value.join('\n');
  return (
    <Textarea
      label={label}
      description={description}
      value={text}
      onChange={({ currentTarget }) => {
        setTyped(currentTarget.value);
        onChange(toLines(currentTarget.value));
      }}
      error={error}
      disabled={isDisabled}
      autosize
      minRows={2}
      maxRows={10}
      maw={560}
    />
  );
}

export function ListSetting({ name, ...described }: Described & { name: ListName }) {
  const { settings, set, errorAt, mayChange } = useSettingsForm();
  return (
    <LinesField
      {...described}
      value={settings[name]}
      onChange={(lines) => set(toChange(name, lines))}
      error={errorAt(`/${name}`)}
      isDisabled={!mayChange}
    />
  );
}
