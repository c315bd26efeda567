import { useFormats } from '../i18n/dates.ts';

/** A day, or a day and time, in Japan; with `isRelative` also how far away it is. */
export function When({ at, isDay = false, isRelative = false }: { at: string; isDay?: boolean; isRelative?: boolean }) {
  const { formatDay, formatTime, formatDistance, formatAside } = useFormats();
  return (
    <time dateTime={at} className="tabular">
      {isDay || at.length === 10 ? formatDay(at) : formatTime(at)}
      {isRelative && formatAside(formatDistance(at))}
    </time>
  );
}
