import { Group, Select, SimpleGrid } from '@mantine/core';
import { Calendar } from './calendar.tsx';
import { NumberSetting, SwitchField } from './fields.tsx';
import { useSettingsForm } from './form-context.ts';
import { Part, PartGrid } from './part.tsx';
import { SettingsForm } from './settings-form.tsx';
import { useTexts } from './texts.ts';
import { Week } from './week.tsx';

/** When mails leave: the week, holidays and closures, and how long after what happened. */
export function Hours() {
  const t = useTexts();
  return (
    <SettingsForm>
      <PartGrid>
        <Part title={t('week')} about={t('weekAbout')}>
          <Times />
          <Week />
          <Holidays />
        </Part>
        <Part title={t('calendar')} about={t('calendarAbout')}>
          <Calendar />
        </Part>
      </PartGrid>
      <Part title={t('delays')} about={t('delaysAbout')}>
        <Delays />
      </Part>
    </SettingsForm>
  );
}

const halfHours = Array.from(
  { length: 49 },
  (_, n) => `${String(Math.floor(n / 2)).padStart(2, '0')}:${n % 2 === 0 ? '00' : '30'}`,
);

function Times() {
  const t = useTexts();
  const { settings, set, errorAt, mayChange } = useSettingsForm();
  return (
    <Group align="start" gap="sm">
      {(['opens_at', 'closes_at', 'short_closes_at'] as const).map((name) => (
        <Select
          key={name}
          label={t(`hours.${name}`)}
          value={settings.hours[name]}
          data={[...new Set([...halfHours, settings.hours[name]])].sort()}
          onChange={(value) => value !== null && set({ hours: { [name]: value } })}
          error={errorAt(`/hours/${name}`)}
          allowDeselect={false}
          disabled={!mayChange}
          w={150}
        />
      ))}
    </Group>
  );
}

function Holidays() {
  const t = useTexts();
  const { settings, set } = useSettingsForm();
  return (
    <SwitchField
      label={t('onHolidays')}
      description={t('onHolidaysAbout')}
      checked={settings.hours.on_holidays}
      onChange={(checked) => set({ hours: { on_holidays: checked } })}
    />
  );
}

function Delays() {
  const t = useTexts();
  return (
    <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} spacing="lg">
      <NumberSetting
        name="result_delay_days"
        label={t('delay.result')}
        description={t('delay.resultAbout')}
        suffix={t('unit.sendingDays')}
        max={5}
      />
      <NumberSetting
        name="result_least_days"
        label={t('delay.least')}
        description={t('delay.leastAbout')}
        suffix={t('unit.businessDays')}
        max={5}
      />
      <NumberSetting
        name="undo_window_minutes"
        label={t('delay.undo')}
        description={t('delay.undoAbout')}
        suffix={t('unit.minutes')}
        max={10_080}
      />
      <NumberSetting
        name="reminder_after_days"
        label={t('delay.reminder')}
        description={t('delay.reminderAbout')}
        suffix={t('unit.days')}
        min={1}
        max={90}
      />
      <NumberSetting
        name="first_follow_up_months"
        label={t('delay.first')}
        description={t('delay.firstAbout')}
        suffix={t('unit.months')}
        min={1}
        max={60}
      />
      <NumberSetting
        name="second_follow_up_months"
        label={t('delay.second')}
        description={t('delay.secondAbout')}
        suffix={t('unit.months')}
        min={1}
        max={60}
      />
      <NumberSetting
        name="max_report_age_days"
        label={t('delay.age')}
        description={t('delay.ageAbout')}
        suffix={t('unit.days')}
        min={1}
        max={365}
      />
    </SimpleGrid>
  );
}
