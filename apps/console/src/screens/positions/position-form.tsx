import type { Position } from '@goen/client';
import {
  Button,
  Checkbox,
  Group,
  NumberInput,
  Paper,
  SimpleGrid,
  Stack,
  Textarea,
  TextInput,
  Title,
} from '@mantine/core';
import { useBlocker } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { describeFieldErrors } from '../../api/describe-problem.ts';
import { useShellTexts } from '../../shell/texts.ts';
import { confirm } from '../../ui/confirm.ts';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { ConditionFields } from './condition-fields.tsx';
import type { PositionValues } from './position-values.ts';
import classes from './positions.module.css';
import { RegionField, TagField } from './tag-fields.tsx';
import { useTexts } from './texts.ts';

const maxSeats = 1_000;
const maxYears = 60;

type PositionFormProps = {
  before: PositionValues;
  /** As it is saved; none: it is new. */
  position?: Position;
  save: (values: PositionValues) => Promise<unknown>;
  isSaving: boolean;
  error: unknown;
  onCancel: () => void;
};

/** Everything about a position in one form; faults stand at their fields. */
export function PositionForm({ before, position, save, isSaving, error, onCancel }: PositionFormProps) {
  const t = useTexts();
  const shell = useShellTexts();
  const [values, setValues] = useState(before);
  const isSaved = useRef(false);
  const set = (change: Partial<PositionValues>) => setValues((now) => ({ ...now, ...change }));
  const isChanged = JSON.stringify(values) !== JSON.stringify(before);
  const errors = describeFieldErrors(error);
  const form = useRef<HTMLFormElement>(null);
  // The button stands below whatever is shown: the fault may be far above or below it.
  useEffect(() => {
    if (error === null) return;
    const fault = form.current?.querySelector<HTMLElement>('[aria-invalid="true"], [role="alert"]');
    fault?.scrollIntoView({ block: 'center' });
    fault?.focus({ preventScroll: true });
  }, [error]);
  useBlocker({
    shouldBlockFn: async () => {
      if (!isChanged || isSaved.current) return false;
      const question = { title: t('leaveTitle'), consequence: t('leaveAdvice'), action: t('leave') };
      return !(await confirm({ ...question, isDangerous: true }));
    },
    enableBeforeUnload: () => isChanged && !isSaved.current,
  });
  const submit = async () => {
    isSaved.current = true;
    await save(values).catch(() => {
      isSaved.current = false;
    });
  };
  return (
    <form
      ref={form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <Stack maw={860}>
        <Paper withBorder p="md" component="section" aria-label={t('basics')}>
          <Stack gap="sm">
            <Title order={2}>{t('basics')}</Title>
            <TextInput
              label={t('fields.title')}
              required
              maxLength={200}
              value={values.title}
              onChange={({ currentTarget }) => set({ title: currentTarget.value })}
              error={errors['/title']}
              data-autofocus
            />
            <TextInput
              type="url"
              label={t('fields.url')}
              description={t('urlAdvice')}
              placeholder="https://"
              value={values.url}
              onChange={({ currentTarget }) => set({ url: currentTarget.value })}
              error={errors['/url']}
            />
            <Textarea
              label={t('fields.description')}
              description={t('descriptionAdvice')}
              autosize
              minRows={2}
              maxLength={10_000}
              value={values.description}
              onChange={({ currentTarget }) => set({ description: currentTarget.value })}
              error={errors['/description']}
            />
            <SimpleGrid cols={{ base: 1, sm: 3 }}>
              <NumberInput
                label={t('fields.seats')}
                min={1}
                max={maxSeats}
                allowDecimal={false}
                value={values.seats}
                onChange={(seats) => set({ seats: Number(seats) || 1 })}
                error={errors['/seats']}
              />
              <YearsInput
                label={t('fields.minYears')}
                value={values.minYears}
                onChange={(minYears) => set({ minYears })}
                error={errors['/min_years']}
              />
              <YearsInput
                label={t('fields.maxYears')}
                value={values.maxYears}
                onChange={(next) => set({ maxYears: next })}
                error={errors['/max_years']}
              />
            </SimpleGrid>
            <RegionField
              value={values.regions}
              onChange={(regions) => set({ regions })}
              error={findError(errors, '/regions')}
            />
            <Checkbox
              label={t('fields.remote')}
              checked={values.remote}
              onChange={({ currentTarget }) => set({ remote: currentTarget.checked })}
            />
          </Stack>
        </Paper>
        <Paper withBorder p="md" component="section" aria-label={t('tags')}>
          <Stack gap="sm">
            <Title order={2}>{t('tags')}</Title>
            <TagField
              need="required"
              description={t('requiredAdvice')}
              value={values.required}
              onChange={(required) => set({ required })}
              errors={errors}
            />
            <TagField
              need="desired"
              description={t('tagsAdvice')}
              value={values.desired}
              onChange={(desired) => set({ desired })}
              errors={errors}
            />
          </Stack>
        </Paper>
        <ConditionFields
          values={values}
          set={set}
          errors={errors}
          isVersioned={(position?.conditions_version ?? 0) > 0}
        />
        {error !== null && <ProblemAlert error={error} />}
        <Group justify="flex-end" className={classes.formActions ?? ''}>
          <Button variant="default" onClick={onCancel}>
            {shell('cancel')}
          </Button>
          <Button type="submit" loading={isSaving} disabled={values.title.trim() === ''}>
            {t(position === undefined ? 'create' : 'save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

const findError = (errors: Readonly<Record<string, string>>, pointer: string): string | undefined =>
  errors[pointer] ?? Object.entries(errors).find(([at]) => at.startsWith(`${pointer}/`))?.[1];

type YearsInputProps = {
  label: string;
  value: number | null;
  onChange: (years: number | null) => void;
  error: string | undefined;
};

const YearsInput = ({ label, value, onChange, error }: YearsInputProps) => (
  <NumberInput
    label={label}
    min={0}
    max={maxYears}
    allowDecimal={false}
    value={value ?? ''}
    onChange={(years) => onChange(years === '' ? null : Number(years))}
    error={error}
  />
);
