import { Select } from '@mantine/core';

type ChoiceFilterProps<Value extends string> = {
  label: string;
  /** What stands there while nothing is chosen. */
  any: string;
  value: Value | undefined;
  onChange: (value: Value | null) => void;
  options: readonly { readonly value: Value; readonly label: string }[];
  width?: number;
};

/** A filter with one of several values, or none. */
export const ChoiceFilter = <Value extends string>(props: ChoiceFilterProps<Value>) => {
  const { label, any, value, onChange, options, width = 210 } = props;
  return (
    <Select
      aria-label={label}
      placeholder={any}
      clearable
      w={{ base: 'calc(50% - 5px)', sm: width }}
      value={value ?? null}
      onChange={onChange}
      data={options}
    />
  );
};
