import { ActionIcon, Button, Fieldset, Group, Select, TextInput } from '@mantine/core';
import { Icon } from '../../shell/icons.tsx';
import classes from './connections.module.css';
import { useTexts } from './texts.ts';

export type FileColumn = { readonly header: string; readonly field: string };

type ColumnsInputProps = {
  label: string;
  fields: readonly { readonly value: string; readonly label: string }[];
  value: readonly FileColumn[];
  onChange: (value: readonly FileColumn[]) => void;
  readError: (index: number) => string | null;
};

/** The columns of a file that we write, in order. */
export function ColumnsInput({ label, fields, value, onChange, readError }: ColumnsInputProps) {
  const t = useTexts();
  const change = (index: number, part: Partial<FileColumn>) =>
    onChange(value.map((column, at) => (at === index ? { ...column, ...part } : column)));
  return (
    <Fieldset legend={label} p="sm">
      {value.map((column, index) => (
        // Columns have nothing but their place.
        // oxlint-disable-next-line react/no-array-index-key
        <div key={index} className={classes.mapped}>
          <TextInput
            aria-label={t('columnHeader', { number: index + 1 })}
            placeholder={t('header')}
            value={column.header}
            onChange={({ currentTarget }) => change(index, { header: currentTarget.value })}
            error={readError(index)}
          />
          <Select
            aria-label={t('columnField', { number: index + 1 })}
            allowDeselect={false}
            searchable
            value={column.field}
            onChange={(field) => field !== null && change(index, { field })}
            data={fields}
          />
          <ActionIcon
            variant="subtle"
            disabled={value.length === 1}
            onClick={() => onChange(value.filter((_column, at) => at !== index))}
            aria-label={t('removeNamed', { name: column.header || t('columnHeader', { number: index + 1 }) })}
          >
            <Icon name="close" />
          </ActionIcon>
        </div>
      ))}
      <Group>
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => onChange([...value, { header: '', field: fields[0]?.value ?? '' }])}
        >
          {t('addColumn')}
        </Button>
      </Group>
    </Fieldset>
  );
}
