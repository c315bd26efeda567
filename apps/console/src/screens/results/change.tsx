import { Text } from '@mantine/core';
import { useFormats } from '../../i18n/dates.ts';
import { useTexts } from './texts.ts';

type ChangeProps = { now: number; before: number | undefined; format?: (value: number) => string };

/** How a number stood a year before, and the difference in words and sign. */
export function Change({ now, before, format }: ChangeProps) {
  const t = useTexts();
  const { formatNumber } = useFormats();
  if (before === undefined) return null;
  const write = format ?? formatNumber;
  const difference = now - before;
  const sign = difference > 0 ? '+' : difference < 0 ? '−' : '±';
  return (
    <Text size="sm" className="tabular">
      {t('yearBefore', { count: write(before), difference: `${sign}${write(Math.abs(difference))}` })}
    </Text>
  );
}
