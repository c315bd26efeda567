import type { Results } from '@goen/client';
import { SimpleGrid } from '@mantine/core';
import { useFormats } from '../../i18n/dates.ts';
import { FactCount } from './fact-count.tsx';
import { MonthlyChart } from './monthly-chart.tsx';
import { Part } from './part.tsx';
import { countStep, readStep, steps } from './queries.ts';
import classes from './results.module.css';
import { useTexts } from './texts.ts';

const mailSteps = ['rejected', 'mailed', 'consented', 'referred'] as const;
const hireSteps = ['introduced', 'hired', 'hired_after_reapplying'] as const;

/** Month by month: two plots, because hires would not be seen beside rejections, and every number below them. */
export function Monthly({ months }: { months: Results['months'] }) {
  const t = useTexts();
  const { formatMonth } = useFormats();
  const chart = (names: readonly (typeof steps)[number][], title: string) => (
    <MonthlyChart
      title={title}
      rows={months.map(({ month, steps: counts }) => ({
        month,
        ...Object.fromEntries(names.map((name) => [name, countStep(counts, name)])),
      }))}
      series={names.map((name) => ({ name, label: t(`measures.${name}`) }))}
    />
  );
  return (
    <Part title={t('monthly')} about={t('monthlyAbout')}>
      <SimpleGrid cols={{ base: 1, lg: 2 }} className={classes.charts}>
        {chart(mailSteps, t('chartMails'))}
        {chart(hireSteps, t('chartHires'))}
      </SimpleGrid>
      <div className={classes.scroll}>
        <table className={classes.table} data-wide aria-label={t('monthly')}>
          <thead>
            <tr>
              <th scope="col">{t('month')}</th>
              {steps.map((step) => (
                <th key={step} scope="col" className={classes.number}>
                  {t(`measures.${step}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {months.map(({ month, steps: counts }) => (
              <tr key={month}>
                <th scope="row">{formatMonth(month)}</th>
                {steps.map((step) => (
                  <td key={step} className={classes.number}>
                    <FactCount
                      {...readStep(counts, step)}
                      label={t('ofMonth', { month: formatMonth(month), label: t(`measures.${step}`) })}
                    />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Part>
  );
}
