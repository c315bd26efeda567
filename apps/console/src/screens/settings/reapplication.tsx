import type { CompanySettings } from '@goen/client';
import { Button, Group, NumberInput, Switch, TextInput } from '@mantine/core';
import { useSettingsForm } from './form-context.ts';
import { Item } from './item.tsx';
import { useTexts } from './texts.ts';

type Values = NonNullable<CompanySettings['reapplication']>;
type Category = Values['categories'][number];
const atOnce: Values = { months: 0, categories: [] };
const maxMonths = 60;

/** From when a person may apply again; mails and the candidate's page print it. */
export function Reapplication() {
  const t = useTexts();
  const { saved, settings, set, errorAt, mayChange } = useSettingsForm();
  const { reapplication: values } = settings;
  const change = (part: Partial<Values>) => values !== null && set({ reapplication: { ...values, ...part } });
  const edit = (at: number, part: Partial<Category>) =>
    values !== null &&
    change({ categories: values.categories.map((category, n) => (n === at ? { ...category, ...part } : category)) });
  const months = (label: string, value: number, pointer: string, onChange: (value: number) => void) => (
    <NumberInput
      label={label}
      description={value === 0 ? t('anyTime') : undefined}
      value={value}
      onChange={(next) => typeof next === 'number' && onChange(next)}
      error={errorAt(pointer)}
      suffix={t('unit.months')}
      min={0}
      max={maxMonths}
      allowDecimal={false}
      disabled={!mayChange}
      maw={240}
    />
  );
  return (
    <>
      <Switch
        label={t('reapplicationOn')}
        description={t('reapplicationOnAbout')}
        checked={values !== null}
        onChange={({ currentTarget }) =>
          set({ reapplication: currentTarget.checked ? (saved.reapplication ?? atOnce) : null })
        }
        disabled={!mayChange}
      />
      {values !== null && (
        <>
          {months(t('reapplicationMonths'), values.months, '/reapplication/months', (next) => change({ months: next }))}
          {values.categories.map(({ category, months: ofCategory }, n) => (
            <Item
              key={n}
              label={category === '' ? t('newCategory') : category}
              onRemove={
                mayChange ? () => change({ categories: values.categories.filter((_, other) => other !== n) }) : null
              }
            >
              <Group align="start" gap="sm">
                <TextInput
                  label={t('category')}
                  value={category}
                  onChange={({ currentTarget }) => edit(n, { category: currentTarget.value })}
                  error={errorAt(`/reapplication/categories/${n}/category`)}
                  disabled={!mayChange}
                  maxLength={200}
                />
                {months(t('reapplicationMonths'), ofCategory, `/reapplication/categories/${n}/months`, (next) =>
                  edit(n, { months: next }),
                )}
              </Group>
            </Item>
          ))}
          {mayChange && (
            <Group>
              <Button
                variant="default"
                onClick={() => change({ categories: [...values.categories, { category: '', months: values.months }] })}
              >
                {t('addCategory')}
              </Button>
            </Group>
          )}
        </>
      )}
    </>
  );
}
