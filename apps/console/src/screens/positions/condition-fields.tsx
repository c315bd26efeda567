import {
  Alert,
  Checkbox,
  Paper,
  SegmentedControl,
  Select,
  Stack,
  Switch,
  Text,
  Textarea,
  TextInput,
  Title,
} from '@mantine/core';
import { Icon } from '../../shell/icons.tsx';
import { DayInput } from '../../ui/date-fields.tsx';
import { type Conditions, type ConditionText, conditionTexts } from './conditions.ts';
import type { PositionValues } from './position-values.ts';
import { useTexts } from './texts.ts';

const ways = ['texts', 'page'] as const;
const terms = ['indefinite', 'fixed'] as const;
const advised = ['work', 'trial_period', 'place', 'wage'] as const;
const isAdvised = (name: ConditionText): name is (typeof advised)[number] => advised.some((other) => other === name);

type ConditionFieldsProps = {
  values: PositionValues;
  set: (change: Partial<PositionValues>) => void;
  errors: Readonly<Record<string, string>>;
  /** Candidates may have been told an earlier version. */
  isVersioned: boolean;
};

/** Nobody of another company is asked about an opening whose working conditions are not told (職業安定法 Art. 5-3). */
export function ConditionFields({ values, set, errors, isVersioned }: ConditionFieldsProps) {
  const t = useTexts();
  const { takesPart, way } = values;
  return (
    <Paper withBorder p="md" component="section" aria-label={t('conditions')}>
      <Stack gap="sm">
        <Title order={2}>{t('conditions')}</Title>
        <Switch
          label={t('takesPart')}
          description={t('takesPartAdvice')}
          checked={takesPart}
          onChange={({ currentTarget }) => set({ takesPart: currentTarget.checked })}
        />
        {isVersioned && (
          <Alert
            variant="outline"
            color={takesPart ? 'blue' : 'orange'}
            icon={<Icon name={takesPart ? 'books' : 'warning'} />}
          >
            {t(takesPart ? 'newVersion' : 'leavesRelay')}
          </Alert>
        )}
        {takesPart && (
          <>
            <div>
              <Text size="sm" fw={500} mb={4}>
                {t('conditionsWay')}
              </Text>
              <SegmentedControl
                aria-label={t('conditionsWay')}
                value={way}
                onChange={(next) => set({ way: next })}
                data={ways.map((value) => ({ value, label: t(`ways.${value}`) }))}
              />
            </div>
            <Texts values={values} set={set} errors={errors} />
          </>
        )}
      </Stack>
    </Paper>
  );
}

function Texts({ values, set, errors }: Omit<ConditionFieldsProps, 'isVersioned'>) {
  const t = useTexts();
  const { conditions, way } = values;
  const change = (part: Partial<Conditions>) => set({ conditions: { ...conditions, ...part } });
  const shown = way === 'page' ? [] : conditionTexts;
  return (
    <>
      {way === 'page' && (
        <>
          <TextInput
            type="url"
            label={t('conditionFields.url')}
            placeholder="https://"
            required
            value={conditions.url ?? ''}
            onChange={({ currentTarget }) => change({ url: currentTarget.value })}
            error={errors['/conditions/url'] ?? errors['/conditions/work']}
          />
          <DayInput
            label={t('conditionFields.as_of')}
            required
            maw={220}
            value={conditions.as_of ?? null}
            onChange={(day) => change({ as_of: day })}
            error={errors['/conditions/as_of']}
          />
        </>
      )}
      <Select
        label={t('conditionFields.contract_term')}
        allowDeselect={false}
        maw={220}
        value={conditions.contract_term}
        onChange={(term) => change({ contract_term: terms.find((name) => name === term) ?? 'indefinite' })}
        data={terms.map((value) => ({ value, label: t(`contractTerms.${value}`) }))}
      />
      {shown.map((name) =>
        name === 'contract_details' && conditions.contract_term !== 'fixed' ? null : (
          <Textarea
            key={name}
            label={t(`conditionFields.${name}`)}
            {...(isAdvised(name) ? { description: t(`conditionAdvice.${name}`) } : {})}
            required
            autosize
            minRows={1}
            maxLength={600}
            value={conditions[name] ?? ''}
            onChange={({ currentTarget }) => change({ [name]: currentTarget.value })}
            error={errors[`/conditions/${name}`]}
          />
        ),
      )}
      <Checkbox
        label={t('conditionFields.dispatch')}
        checked={conditions.dispatch ?? false}
        onChange={({ currentTarget }) => change({ dispatch: currentTarget.checked })}
      />
    </>
  );
}
