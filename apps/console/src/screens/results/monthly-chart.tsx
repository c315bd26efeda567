import '@mantine/charts/styles.css';
import { BarChart } from '@mantine/charts';
import { Text } from '@mantine/core';
import { useFormats } from '../../i18n/dates.ts';
import classes from './results.module.css';

type MonthlyChartProps = {
  title: string;
  /** One per month, with the number of each series. */
  rows: readonly Readonly<Record<string, string | number | null>>[];
  series: readonly { readonly name: string; readonly label: string }[];
};

const colours = ['var(--series-1)', 'var(--series-2)', 'var(--series-3)', 'var(--series-4)'] as const;
const heightPx = 240;

/** Bars side by side. Its numbers stand in a table beside it, for those who do not see it. */
export function MonthlyChart({ title, rows, series }: MonthlyChartProps) {
  const { formatMonth, formatNumber } = useFormats();
  return (
    <figure className={classes.chart} aria-hidden="true">
      <figcaption>
        <Text size="sm" fw={600} mb="xs">
          {title}
        </Text>
      </figcaption>
      <BarChart
        h={heightPx}
        data={rows.map((row) => ({ ...row, month: formatMonth(String(row.month)) }))}
        dataKey="month"
        series={series.map(({ name, label }, n) => ({ name, label, color: colours[n % colours.length] as string }))}
        withLegend
        legendProps={{ verticalAlign: 'bottom' }}
        valueFormatter={formatNumber}
        barChartProps={{ accessibilityLayer: false }}
        barProps={{ isAnimationActive: false }}
        xAxisProps={{ interval: 'preserveStartEnd', minTickGap: 12 }}
        yAxisProps={{ allowDecimals: false, width: 44 }}
      />
    </figure>
  );
}
