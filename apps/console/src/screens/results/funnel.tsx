import type { ResultSteps } from '@goen/client';
import { useFormats } from '../../i18n/dates.ts';
import { FactCount } from './fact-count.tsx';
import { Part } from './part.tsx';
import { countStep, readStep, steps } from './queries.ts';
import classes from './results.module.css';
import { useTexts } from './texts.ts';

/** The way from the rejection to the hire: bars of the share of rejections, beside the numbers. */
export function Funnel({ total, before }: { total: ResultSteps; before: ResultSteps | undefined }) {
  const t = useTexts();
  const { formatNumber, formatPercent } = useFormats();
  const most = Math.max(1, ...steps.map((step) => countStep(total, step)));
  const rejected = countStep(total, 'rejected');
  return (
    <Part title={t('funnel')} about={t('funnelAbout')}>
      <div className={classes.scroll}>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">{t('step')}</th>
              <th scope="col" className={classes.number}>
                {t('count')}
              </th>
              <th scope="col" className={classes.wide}>
                {t('share')}
              </th>
              <th scope="col" className={classes.number}>
                {t('before')}
              </th>
            </tr>
          </thead>
          <tbody>
            {steps.map((step) => {
              const { count, facts } = readStep(total, step);
              return (
                <tr key={step}>
                  <th scope="row">{t(`measures.${step}`)}</th>
                  <td className={classes.number}>
                    <FactCount count={count} facts={facts} label={t(`measures.${step}`)} />
                  </td>
                  <td className={classes.wide}>
                    <span className={classes.share}>
                      <span className={classes.bar} style={{ width: `${(count / most) * 100}%` }} aria-hidden="true" />
                      {rejected === 0 ? '—' : formatPercent(count / rejected)}
                    </span>
                  </td>
                  <td className={classes.number}>
                    {before === undefined ? '…' : formatNumber(countStep(before, step))}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </Part>
  );
}
