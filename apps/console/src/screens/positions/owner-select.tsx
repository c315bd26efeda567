import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { membersQuery } from './queries.ts';
import { useTexts } from './texts.ts';

const everybody = 'everybody';

/** Without an address, all who recruit are notified. */
export type Owner = { readonly name: string; readonly email: string | null };

type OwnerSelectProps = {
  value: Owner;
  onChange: (owner: Owner) => void;
  description?: string;
};

/** A member of the company, or all who recruit. An owner who is no member any more stays choosable. */
export function OwnerSelect({ value, onChange, description }: OwnerSelectProps) {
  const t = useTexts();
  const { data: members = [] } = useQuery(membersQuery);
  const people = members.flatMap(({ name, email, state }) =>
    email === null || state === 'removed' ? [] : [{ name, email }],
  );
  const isKnown = value.email === null || people.some(({ email }) => email === value.email);
  const choices = isKnown ? people : [{ name: value.name, email: value.email ?? '' }, ...people];
  return (
    <Select
      label={t('owner')}
      {...(description === undefined ? {} : { description })}
      allowDeselect={false}
      searchable
      miw={260}
      value={value.email ?? everybody}
      onChange={(email) => {
        const chosen = choices.find((person) => person.email === email);
        onChange(chosen ?? { name: t('recruiters'), email: null });
      }}
      data={[
        ...choices.map(({ name, email }) => ({ value: email, label: name })),
        { value: everybody, label: t('notifyAll') },
      ]}
    />
  );
}
