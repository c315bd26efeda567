import type { ResultSteps } from '@goen/client';
import { Text } from '@mantine/core';
import { useFormats } from '../../i18n/dates.ts';
import { FactCount } from './fact-count.tsx';
import { Part } from './part.tsx';
import { countStep, readStep, stepGroups } from './queries.ts';
import classes from './results.module.css';
import { useTexts } from './texts.ts';

/**
 * What happened to the company's own rejected candidates, as a share of the rejections; below it whom the company met and
 * hired. Those are other people, or were rejected before the period: a share of the rejections would say nothing.
 */
export function Funnel({ total, before }: { total: ResultSteps; before: ResultSteps | undefined }) {
  const t = useTexts();
  const { formatNumber, formatPercent } = useFormats();
  const most = Math.max(1, ...stepGroups.own.map((step) => countStep(total, step)));
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
          {(['own', 'gained'] as const).map((group) => (
            <tbody key={group}>
              <tr>
                <th scope="rowgroup" colSpan={4} className={classes.group}>
                  {t(`groups.${group}`)}
                  <Text size="xs" c="dimmed">
                    {t(`groupsAbout.${group}`)}
                  </Text>
                </th>
              </tr>
              {stepGroups[group].map((step) => {
                const { count, facts } = readStep(total, step);
                return (
                  <tr key={step}>
                    <th scope="row">{t(`measures.${step}`)}</th>
                    <td className={classes.number}>
                      <FactCount count={count} facts={facts} label={t(`measures.${step}`)} />
                    </td>
                    <td className={classes.wide}>
                      {group === 'own' && (
                        <span className={classes.share}>
                          <span
                            className={classes.bar}
                            style={{ width: `calc((100% - 56px) * ${count / most})` }}
                            aria-hidden="true"
                          />
                          {rejected === 0 ? '—' : formatPercent(count / rejected)}
                        </span>
                      )}
                    </td>
                    <td className={classes.number}>
                      {before === undefined ? '…' : formatNumber(countStep(before, step))}
                    </td>
                  </tr>
                );
              })}
            </tbody>
          ))}
        </table>
      </div>
    </Part>
  );
}
