import type { Results } from '@goen/client';
import { Text } from '@mantine/core';
import { useMay } from '../../api/me.ts';
import { useFormats } from '../../i18n/dates.ts';
import { EnterApplications } from './enter-applications.tsx';
import { FactCount } from './fact-count.tsx';
import { MonthlyChart } from './monthly-chart.tsx';
import { Part } from './part.tsx';
import classes from './results.module.css';
import { useTexts } from './texts.ts';
import { useSourceName } from './use-names.ts';

/** All applications of each month, beside the same month a year before: counts, and no claim about what caused them. */
export function Applications({ months }: { months: Results['months'] }) {
  const t = useTexts();
  const { formatMonth, formatNumber } = useFormats();
  const sourceName = useSourceName();
  const mayEnter = useMay('imports:write');
  return (
    <Part title={t('applications')} about={t('applicationsAbout')}>
      <MonthlyChart
        title={t('chartApplications')}
        rows={months.map(({ month, applications }) => ({
          month,
          count: applications.count,
          before: applications.year_before,
        }))}
        series={[
          { name: 'count', label: t('thisPeriod') },
          { name: 'before', label: t('before') },
        ]}
      />
      <div className={classes.scroll}>
        <table className={classes.table} data-months aria-label={t('applications')}>
          <thead>
            <tr>
              <th scope="col">{t('month')}</th>
              <th scope="col" className={classes.number}>
                {t('measures.applications')}
              </th>
              <th scope="col">{t('countedBy')}</th>
              <th scope="col" className={classes.number}>
                {t('before')}
              </th>
              {mayEnter && <th scope="col" className="no-print" aria-label={t('enter')} />}
            </tr>
          </thead>
          <tbody>
            {months.map(({ month, applications }) => (
              <tr key={month}>
                <th scope="row">{formatMonth(month)}</th>
                <td className={classes.number}>{formatNumber(applications.count)}</td>
                <td>
                  {applications.counted_by === 'entered' && <Text size="sm">{t('entered')}</Text>}
                  {applications.reported.map(({ source, count, facts }) => (
                    <Text key={source} size="sm" span mr="sm">
                      {sourceName(source)}{' '}
                      <FactCount count={count} facts={facts} label={`${formatMonth(month)} ${sourceName(source)}`} />
                    </Text>
                  ))}
                  {applications.counted_by === 'reported' && applications.reported.length === 0 && '—'}
                </td>
                <td className={classes.number}>
                  {applications.year_before === null ? '—' : formatNumber(applications.year_before)}
                </td>
                {mayEnter && (
                  <td className="no-print">
                    <EnterApplications month={month} entered={applications.entered} />
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Part>
  );
}
