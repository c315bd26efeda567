import { Group, Select } from '@mantine/core';
import { addMonths, todayInTokyo } from '../../i18n/dates.ts';
import { MonthsInput } from '../../ui/date-fields.tsx';
import { listPresets, maxMonths, type Period } from './queries.ts';
import { useTexts } from './texts.ts';

const other = 'other';

/** Months from one to another, or one of the periods that people ask for. */
export function PeriodPicker({ period, onChange }: { period: Period; onChange: (period: Period) => void }) {
  const t = useTexts();
  const presets = listPresets();
  const current = presets.find(([, { from, to }]) => from === period.from && to === period.to)?.[0] ?? other;
  const now = todayInTokyo();
  return (
    <Group role="search" aria-label={t('period')} gap="xs">
      <Select
        aria-label={t('preset')}
        value={current}
        onChange={(value) => {
          const chosen = presets.find(([name]) => name === value)?.[1];
          if (chosen !== undefined) onChange(chosen);
        }}
        data={[
          ...presets.map(([value]) => ({ value, label: t(`presets.${value}`) })),
          ...(current === other ? [{ value: other, label: t('presets.other') }] : []),
        ]}
        allowDeselect={false}
        w={190}
      />
      <MonthsInput
        key={`${period.from}–${period.to}`}
        from={period.from}
        to={period.to}
        min={addMonths(now.slice(0, 7), -maxMonths)}
        max={now.slice(0, 7)}
        onChange={onChange}
      />
    </Group>
  );
}
