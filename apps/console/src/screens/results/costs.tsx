import type { Results } from '@goen/client';
import { Anchor, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useFormats } from '../../i18n/dates.ts';
import { Part } from './part.tsx';
import classes from './results.module.css';
import { useTexts } from './texts.ts';

const amounts = ['hires', 'mails', 'recovered', 'platform', 'balance'] as const;

/** What was saved, by the company's own figures or not at all. */
export function Costs({ costs, before }: { costs: Results['costs']; before: Results['costs'] }) {
  const t = useTexts();
  const { formatYen, formatNumber } = useFormats();
  if (costs === null)
    return (
      <Part title={t('costs')}>
        <Text size="sm">
          {t('noFigures')}{' '}
          <Anchor component={Link} to="/settings/relay" size="sm" className="no-print">
            {t('toFigures')}
          </Anchor>
        </Text>
      </Part>
    );
  const yen = (amount: number | null | undefined) =>
    amount === null || amount === undefined ? '—' : formatYen(amount);
  const rows: readonly (readonly [string, string, string])[] = [
    [t('freeHires'), formatNumber(costs.free_hires), before === null ? '—' : formatNumber(before.free_hires)],
    ...amounts.map((name) => [t(`amounts.${name}`), yen(costs[name]), yen(before?.[name])] as const),
  ];
  return (
    <Part title={t('costs')} about={t('costsAbout')}>
      <div className={classes.scroll}>
        <table className={classes.table} aria-label={t('costs')}>
          <thead>
            <tr>
              <th scope="col">{t('item')}</th>
              <th scope="col" className={classes.number}>
                {t('thisPeriod')}
              </th>
              <th scope="col" className={classes.number}>
                {t('before')}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(([name, now, then]) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td className={classes.number}>{now}</td>
                <td className={classes.number}>{then}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Part>
  );
}
