import { ActionIcon, Fieldset, Select, Text, TextInput } from '@mantine/core';
import { Icon } from '../../shell/icons.tsx';
import classes from './connections.module.css';
import { useTexts } from './texts.ts';

type MapInputProps = {
  label: string;
  description: string | undefined;
  /** What can be mapped, with what it is called. */
  keys: readonly { readonly value: string; readonly label: string }[];
  value: Readonly<Record<string, string>>;
  onChange: (value: Readonly<Record<string, string>> | undefined) => void;
  readError: (key: string) => string | null;
};

/** Which of our fields is called what in the other system. */
export function MapInput({ label, description, keys, value, onChange, readError }: MapInputProps) {
  const t = useTexts();
  const set = (key: string, name: string) => onChange({ ...value, [key]: name });
  const remove = (key: string) => {
    const { [key]: _removed, ...rest } = value;
    onChange(Object.keys(rest).length === 0 ? undefined : rest);
  };
  const isMapped = ({ value: key }: { value: string }) => key in value;
  return (
    <Fieldset legend={label} p="sm">
      {description !== undefined && (
        <Text size="xs" c="dimmed" mb="xs">
          {description}
        </Text>
      )}
      {keys.filter(isMapped).map(({ value: key, label: name }) => (
        <div key={key} className={classes.mapped}>
          <Text size="sm" className={classes.mappedName}>
            {name}
          </Text>
          <TextInput
            aria-label={`${label}: ${name}`}
            value={value[key] ?? ''}
            onChange={({ currentTarget }) => set(key, currentTarget.value)}
            error={readError(key)}
          />
          <ActionIcon variant="subtle" onClick={() => remove(key)} aria-label={t('removeNamed', { name })}>
            <Icon name="close" />
          </ActionIcon>
        </div>
      ))}
      <Select
        aria-label={`${label}: ${t('addField')}`}
        placeholder={t('addField')}
        searchable
        maw={280}
        value={null}
        onChange={(key) => key !== null && set(key, '')}
        data={keys.filter((key) => !isMapped(key))}
      />
    </Fieldset>
  );
}
