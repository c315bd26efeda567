import '@mantine/dates/styles.css';
import { DatePickerInput, type DatePickerInputProps, DateTimePicker, type DateTimePickerProps } from '@mantine/dates';
import 'dayjs/locale/ja';
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
