import { Checkbox, Text } from '@mantine/core';
import { useSettingsForm } from './form-context.ts';
import { weekdays } from './months.ts';
import classes from './settings.module.css';
import { useTexts } from './texts.ts';

const friday = 5;
const minutesOfDay = 24 * 60;

const toShare = (time: string): number => (Number(time.slice(0, 2)) * 60 + Number(time.slice(3))) / minutesOfDay;

/** The hours of an ordinary week: the bars are a day from midnight to midnight. */
export function Week() {
  const t = useTexts();
  const { settings, set, errorAt, mayChange } = useSettingsForm();
  const { hours } = settings;
  const toggle = (day: number, isOn: boolean) =>
    set({
      hours: {
        weekdays: isOn
          ? [...hours.weekdays, day].sort((a, b) => a - b)
          : hours.weekdays.filter((other) => other !== day),
      },
    });
  return (
    <div>
      <ul className={classes.week} aria-label={t('week')}>
        {weekdays.map((name, n) => {
          const day = n + 1;
          const isOn = hours.weekdays.includes(day);
          const from = hours.opens_at;
          const until = day === friday ? hours.short_closes_at : hours.closes_at;
          return (
            <li key={day} className={classes.weekday}>
              <Checkbox
                label={t(`weekdays.${name}`)}
                checked={isOn}
                onChange={({ currentTarget }) => toggle(day, currentTarget.checked)}
                disabled={!mayChange}
              />
              <span className={classes.track} aria-hidden="true">
                {isOn && from < until && (
                  <span
                    className={classes.window}
                    style={{ left: `${toShare(from) * 100}%`, width: `${(toShare(until) - toShare(from)) * 100}%` }}
                  />
                )}
              </span>
              <Text size="sm" className="tabular" {...(isOn ? {} : { c: 'dimmed' })}>
                {isOn ? `${from}–${until}` : t('noMails')}
              </Text>
            </li>
          );
        })}
      </ul>
      {errorAt('/hours/weekdays') !== undefined && (
        <Text size="sm" c="red.9" role="alert">
          {t('noWeekday')}
        </Text>
      )}
    </div>
  );
}
