import type { Import } from '@goen/client';
import { useFormats } from '../../i18n/dates.ts';
import classes from './imports.module.css';
import { useTexts } from './texts.ts';

const shown = ['new', 'changed', 'known', 'refused', 'not_a_rejection'] as const;

/** How many rows would do what, or did. */
export function Counts({ file: { counts, dry_run: isDryRun } }: { file: Pick<Import, 'counts' | 'dry_run'> }) {
  const t = useTexts();
  const { formatNumber } = useFormats();
  return (
    <dl className={classes.counts}>
      {shown.map((name) => (
        <div key={name} className={classes.count}>
          <dt>{t(`${isDryRun ? 'counts' : 'countsDone'}.${name}`)}</dt>
          <dd className="tabular">{formatNumber(counts[name])}</dd>
        </div>
      ))}
    </dl>
  );
}
