import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { allCompaniesQuery } from './company-names.ts';

type CompanySelectProps = {
  label: string;
  /** What is shown without a choice. */
  placeholder: string;
  value: string | undefined;
  onChange: (id: string | null) => void;
};

export function CompanySelect({ label, placeholder, value, onChange }: CompanySelectProps) {
  const { data = [] } = useQuery(allCompaniesQuery);
  return (
    <Select
      aria-label={label}
      placeholder={placeholder}
      searchable
      clearable
      w={230}
      value={value ?? null}
      onChange={onChange}
      data={data.map(({ id, name }) => ({ value: id, label: name }))}
    />
  );
}
