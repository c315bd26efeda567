import { Link } from '@tanstack/react-router';
import { useFormats } from '../../i18n/dates.ts';
import { toFactsSearch } from './queries.ts';
import classes from './results.module.css';
import { useTexts } from './texts.ts';

type FactCountProps = { count: number; facts: string | null; label: string };

/** A number, and the way to the facts that it counts. */
export function FactCount({ count, facts, label }: FactCountProps) {
  const t = useTexts();
  const { formatNumber } = useFormats();
  const text = formatNumber(count);
  if (count === 0 || !facts) return <span className="tabular">{text}</span>;
  return (
    <Link
      to="/results/facts"
      search={toFactsSearch(facts)}
      className={classes.count}
      aria-label={t('openFacts', { label, count: text })}
    >
      {text}
    </Link>
  );
}
