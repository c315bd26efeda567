import type { Import } from '@goen/client';
import { useFormats } from '../../i18n/dates.ts';
import classes from './imports.module.css';
import { useTexts } from './texts.ts';

const done = ['new', 'changed', 'known', 'refused', 'not_a_rejection'] as const;
const planned = ['new', 'without_address', 'changed', 'known', 'refused', 'not_a_rejection'] as const;

/** How many rows would do what, or did. */
export function Counts({ file: { counts, dry_run: isDryRun } }: { file: Pick<Import, 'counts' | 'dry_run'> }) {
  const t = useTexts();
  const { formatNumber } = useFormats();
  const entries = isDryRun
    ? planned.map((name) => [name, t(`counts.${name}`)] as const)
    : done.map((name) => [name, t(`countsDone.${name}`)] as const);
  return (
    <dl className={classes.counts}>
      {entries.map(([name, label]) => (
        <div key={name} className={classes.count}>
          <dt>{label}</dt>
          <dd className="tabular">{formatNumber(counts[name])}</dd>
        </div>
      ))}
    </dl>
  );
}
