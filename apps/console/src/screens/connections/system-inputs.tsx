import {
  Button,
  Fieldset,
  Group,
  NumberInput,
  PasswordInput,
  Select,
  Stack,
  Switch,
  TagsInput,
  TextInput,
} from '@mantine/core';
import { withoutUndefined } from '../../api/pages.ts';
import { DayInput } from '../../ui/date-fields.tsx';
import { ColumnsInput, type FileColumn } from './columns-input.tsx';
import { type Field, readFields, useFieldTexts } from './fields.ts';
import { generateSecret, isOurs } from './generate-secret.ts';
import { MapInput } from './map-input.tsx';
import { useTexts } from './texts.ts';

type SecretInputProps = {
  field: Field;
  isRequired: boolean;
  placeholder: string;
  value: string;
  onChange: (value: string) => void;
  error: string | null;
};

/** A secret that the other system issued, or one that we propose and that is then entered there. */
export function SecretInput({ field, isRequired, placeholder, value, onChange, error }: SecretInputProps) {
  const t = useTexts();
  const { label, description } = useFieldTexts().describe(field.name);
  const shared = {
    label,
    description,
    placeholder,
    value,
    error,
    required: isRequired,
    autoComplete: 'off',
    flex: 1,
    onChange: ({ currentTarget }: { currentTarget: HTMLInputElement }) => onChange(currentTarget.value),
  };
  if (!isOurs(field.name))
    return <PasswordInput {...shared} visibilityToggleButtonProps={{ 'aria-label': t('show') }} />;
  return (
    <Group align="end" gap="xs" wrap="nowrap">
      <TextInput {...shared} styles={{ input: { fontFamily: 'monospace' } }} />
      <Button variant="default" onClick={() => onChange(generateSecret(field.name))}>
        {t('generate')}
      </Button>
    </Group>
  );
}

type SettingInputProps = {
  field: Field;
  /** Where the value stands in the request, as errors point to it. */
  pointer: string;
  value: unknown;
  /** Undefined: not set. */
  onChange: (value: unknown) => void;
  errors: Readonly<Record<string, string>>;
};

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

export function SettingInput({ field, pointer, value, onChange, errors }: SettingInputProps) {
  const { name, type, schema } = field;
  const { describe, nameOption, nameKey } = useFieldTexts();
  const { label, description } = describe(name);
  const shared = { label, description, error: errors[pointer] ?? null };
  const orNothing = (text: string | null) => onChange(text === null || text === '' ? undefined : text);
  const preset = typeof schema.default === 'string' || typeof schema.default === 'number' ? String(schema.default) : '';
  const toKeys = (keys: readonly string[] = []) => keys.map((key) => ({ value: key, label: nameKey(key) }));
  if (type === 'other') return null;
  if (type === 'map')
    return (
      <MapInput
        label={label}
        description={description}
        keys={toKeys(schema.propertyNames?.enum)}
        value={isObject(value) ? (value as Record<string, string>) : {}}
        onChange={onChange}
        readError={(key) => errors[`${pointer}/${key}`] ?? null}
      />
    );
  if (type === 'columns')
    return (
      <ColumnsInput
        label={label}
        fields={toKeys(schema.items?.properties?.['field']?.enum)}
        value={(Array.isArray(value) ? value : (schema.default ?? [])) as FileColumn[]}
        onChange={onChange}
        readError={(index) => errors[`${pointer}/${index}/header`] ?? null}
      />
    );
  if (type === 'group')
    return (
      <Fieldset legend={label} p="sm">
        <Stack gap="sm">
          {readFields(schema).map((part) => (
            <SettingInput
              key={part.name}
              field={part}
              pointer={`${pointer}/${part.name}`}
              value={isObject(value) ? value[part.name] : undefined}
              onChange={(next) => onChange(withoutUndefined({ ...(isObject(value) ? value : {}), [part.name]: next }))}
              errors={errors}
            />
          ))}
        </Stack>
      </Fieldset>
    );
  if (type === 'yes')
    return (
      <Switch
        {...shared}
        checked={(value ?? schema.default ?? false) === true}
        onChange={({ currentTarget }) => onChange(currentTarget.checked)}
      />
    );
  if (type === 'number')
    return (
      <NumberInput
        {...shared}
        allowDecimal={false}
        {...(schema.minimum === undefined ? {} : { min: schema.minimum })}
        {...(schema.maximum === undefined ? {} : { max: schema.maximum })}
        placeholder={preset}
        value={typeof value === 'number' ? value : ''}
        onChange={(next) => onChange(typeof next === 'number' ? next : undefined)}
      />
    );
  if (type === 'choice')
    return (
      <Select
        {...shared}
        clearable
        placeholder={preset}
        value={typeof value === 'string' ? value : null}
        onChange={orNothing}
        data={(schema.enum ?? []).map((option) => ({ value: option, label: nameOption(option) }))}
      />
    );
  if (type === 'texts')
    return (
      <TagsInput
        {...shared}
        value={Array.isArray(value) ? value.map(String) : []}
        onChange={(texts) => onChange(texts.length === 0 ? undefined : texts)}
      />
    );
  if (type === 'date')
    return <DayInput {...shared} value={typeof value === 'string' ? value : null} onChange={orNothing} />;
  return (
    <TextInput
      {...shared}
      placeholder={preset}
      value={typeof value === 'string' ? value : ''}
      onChange={({ currentTarget }) => orNothing(currentTarget.value)}
    />
  );
}
