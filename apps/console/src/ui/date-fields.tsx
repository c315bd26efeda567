import '@mantine/dates/styles.css';
import {
  DatePickerInput,
  type DatePickerInputProps,
  DateTimePicker,
  type DateTimePickerProps,
  MonthPickerInput,
} from '@mantine/dates';
import 'dayjs/locale/ja';
import { useState } from 'react';
import { useLanguage } from '../i18n/language.ts';

/** How the calendar and its field are written; weeks begin on Sunday, as calendars in Japan do. */
function useDateFormats() {
  const isJapanese = useLanguage() === 'ja';
  return {
    locale: isJapanese ? 'ja' : 'en',
    firstDayOfWeek: 0,
    monthLabelFormat: isJapanese ? 'YYYY年M月' : 'MMMM YYYY',
    yearLabelFormat: isJapanese ? 'YYYY年' : 'YYYY',
    previousLabel: isJapanese ? '前の月' : 'Previous month',
    nextLabel: isJapanese ? '次の月' : 'Next month',
  } as const;
}

/** One day, or with `type="range"` the first and last of several, as `YYYY-MM-DD`. */
export function DayInput<Type extends 'default' | 'range' = 'default'>({
  ref: _ref,
  ...props
}: DatePickerInputProps<Type>) {
  const formats = useDateFormats();
  const valueFormat = formats.locale === 'ja' ? 'YYYY/MM/DD' : 'D MMM YYYY';
  return <DatePickerInput<Type> {...formats} valueFormat={valueFormat} clearable {...props} />;
}

/** A day and a time in Japan, as `YYYY-MM-DD HH:mm:ss`; `toInstant` makes it one that the API takes. */
export function DayTimeInput({ ref: _ref, ...props }: DateTimePickerProps) {
  const formats = useDateFormats();
  const valueFormat = formats.locale === 'ja' ? 'YYYY年M月D日(ddd) H:mm' : 'ddd D MMM YYYY H:mm';
  return <DateTimePicker {...formats} valueFormat={valueFormat} popoverProps={{ withinPortal: false }} {...props} />;
}

export const toInstant = (dayTime: string): string => `${dayTime.replace(' ', 'T')}+09:00`;

type MonthsInputProps = {
  /** As `YYYY-MM`; the last is part of the period. */
  from: string;
  to: string;
  min: string;
  max: string;
  onChange: (months: { from: string; to: string }) => void;
};

/** The first and the last of several months. */
export function MonthsInput({ from, to, min, max, onChange }: MonthsInputProps) {
  const formats = useDateFormats();
  const [chosen, setChosen] = useState<[string | null, string | null]>([`${from}-01`, `${to}-01`]);
  return (
    <MonthPickerInput
      {...formats}
      type="range"
      allowSingleDateInRange
      valueFormat={formats.locale === 'ja' ? 'YYYY年M月' : 'MMM YYYY'}
      value={chosen}
      minDate={`${min}-01`}
      maxDate={`${max}-01`}
      onChange={(value) => {
        setChosen(value);
        const [first, last] = value;
        if (first !== null && last !== null) onChange({ from: first.slice(0, 7), to: last.slice(0, 7) });
      }}
      miw={230}
    />
  );
}
