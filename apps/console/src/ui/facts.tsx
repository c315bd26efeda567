import type { ReactNode } from 'react';
import classes from './facts.module.css';

/** Terms and what is known about each; those without a value are left out. */
export const Facts = ({ facts }: { facts: readonly (readonly [term: string, value: ReactNode])[] }) => (
  <dl className={classes.facts}>
    {facts.map(([term, value]) =>
      value === null || value === undefined || value === '' ? null : (
        <div key={term} className={classes.fact}>
          <dt>{term}</dt>
          <dd>{value}</dd>
        </div>
      ),
    )}
  </dl>
);
