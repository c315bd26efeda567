import type { SendingDay } from '@goen/client';
import { ActionIcon, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { addMonths, todayInTokyo, useFormats } from '../../i18n/dates.ts';
import { Icon } from '../../shell/icons.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { useSettingsForm } from './form-context.ts';
import { toMonthDays, toWeeks, weekdays } from './months.ts';
import { sendingDaysQuery } from './queries.ts';
import classes from './settings.module.css';
import { useTexts } from './texts.ts';

const route = getRouteApi('/_company/settings/');
/** As calendars in Japan begin. */
const weekdaysFromSunday = ['sun', ...weekdays.slice(0, -1)] as const;

/** A month with its holidays: when mails leave on which day. A click closes a day or opens it again. */
export function Calendar() {
  const t = useTexts();
  const { formatMonth } = useFormats();
  const { month = todayInTokyo().slice(0, 7) } = route.useSearch();
  const navigate = route.useNavigate();
  const { saved, settings } = useSettingsForm();
  const days = toMonthDays(month);
  const query = useQuery(sendingDaysQuery(days[0] ?? '', days.at(-1) ?? ''));
  const go = (step: number) => void navigate({ search: { month: addMonths(month, step) }, replace: true });
  const isHoursChanged =
    JSON.stringify({ ...saved.hours, closures: [] }) !== JSON.stringify({ ...settings.hours, closures: [] });
  return (
    <div>
      <Group justify="space-between" mb="xs">
        <ActionIcon variant="default" size="lg" onClick={() => go(-1)} aria-label={t('previousMonth')}>
          <Icon name="back" size={16} />
        </ActionIcon>
        <Text fw={600} aria-live="polite">
          {formatMonth(`${month}-01`)}
        </Text>
        <ActionIcon variant="default" size="lg" onClick={() => go(1)} aria-label={t('nextMonth')}>
          <Icon name="forward" size={16} />
        </ActionIcon>
      </Group>
      <Loaded query={query} lines={8}>
        {({ items }) => (
          <table className={classes.calendar} aria-label={formatMonth(`${month}-01`)}>
            <thead>
              <tr>
                {weekdaysFromSunday.map((day) => (
                  <th key={day} scope="col">
                    {t(`shortWeekdays.${day}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {toWeeks(items).map((week, n) => (
                <tr key={n}>
                  {week.map((day, m) => (
                    <td key={day?.date ?? m}>{day && <Day day={day} />}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Loaded>
      {isHoursChanged && (
        <Text size="xs" c="dimmed" mt="xs">
          {t('calendarSaved')}
        </Text>
      )}
    </div>
  );
}

function Day({ day }: { day: SendingDay }) {
  const t = useTexts();
  const { formatDay } = useFormats();
  const { saved, settings, set, mayChange } = useSettingsForm();
  const { closures } = settings.hours;
  const isClosed = closures.includes(day.date);
  const wasClosed = saved.hours.closures.includes(day.date);
  const content = (
    <>
      <b>{Number(day.date.slice(8))}</b>
      <DayText day={day} isClosed={isClosed} wasClosed={wasClosed} />
    </>
  );
  // Days on which no mail leaves anyway need no closure.
  const canToggle = mayChange && (wasClosed || isClosed || day.opens_at !== null);
  if (!canToggle)
    return (
      <div className={classes.day} data-off={day.opens_at === null}>
        {content}
      </div>
    );
  return (
    <button
      type="button"
      className={classes.day}
      aria-pressed={isClosed}
      title={t(isClosed ? 'openDay' : 'closeDay', { day: formatDay(day.date) })}
      onClick={() =>
        set({
          hours: { closures: isClosed ? closures.filter((date) => date !== day.date) : [...closures, day.date].sort() },
        })
      }
    >
      {content}
    </button>
  );
}

function DayText({ day, isClosed, wasClosed }: { day: SendingDay; isClosed: boolean; wasClosed: boolean }) {
  const t = useTexts();
  const { formatClock } = useFormats();
  if (isClosed) return t('closed');
  if (wasClosed) return t('reopened');
  if (day.opens_at !== null && day.closes_at !== null)
    return (
      <span className="tabular">
        {formatClock(day.opens_at)}–<wbr />
        {formatClock(day.closes_at)}
        {day.holiday !== null && ` ${day.holiday}`}
      </span>
    );
  if (day.holiday !== null) return day.holiday;
  return day.day_off === 'year_end' ? t('yearEnd') : '—';
}
