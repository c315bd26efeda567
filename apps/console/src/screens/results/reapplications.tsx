import type { ReapplicationCount } from '@goen/client';
import { Text } from '@mantine/core';
import { useFormats } from '../../i18n/dates.ts';
import { FactCount } from './fact-count.tsx';
import { Part } from './part.tsx';
import classes from './results.module.css';
import { useTexts } from './texts.ts';
import { useLastMailName } from './use-names.ts';

/** People who applied again, by the last mail that they got before, beside the number of those mails. */
export function Reapplications({ rows }: { rows: readonly ReapplicationCount[] }) {
  const t = useTexts();
  const { formatNumber } = useFormats();
  const mailName = useLastMailName();
  return (
    <Part title={t('reapplications')} about={t('reapplicationsAbout')}>
      {rows.length === 0 ? (
        <Text c="dimmed">{t('noReapplications')}</Text>
      ) : (
        <div className={classes.scroll}>
          <table className={classes.table} aria-label={t('reapplications')}>
            <thead>
              <tr>
                <th scope="col">{t('lastMail')}</th>
                <th scope="col" className={classes.number}>
                  {t('mails')}
                </th>
                <th scope="col" className={classes.number}>
                  {t('measures.reapplications')}
                </th>
                <th scope="col" className={classes.number}>
                  {t('before')}
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.after}>
                  <th scope="row">{mailName(row.after)}</th>
                  <td className={classes.number}>
                    {row.after === 'none' ? (
                      '—'
                    ) : (
                      <FactCount
                        count={row.mails}
                        facts={row.mails_facts}
                        label={`${mailName(row.after)} ${t('mails')}`}
                      />
                    )}
                  </td>
                  <td className={classes.number}>
                    <FactCount
                      count={row.count}
                      facts={row.facts}
                      label={`${mailName(row.after)} ${t('measures.reapplications')}`}
                    />
                  </td>
                  <td className={classes.number}>{formatNumber(row.year_before)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Part>
  );
}
