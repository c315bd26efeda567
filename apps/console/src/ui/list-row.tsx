import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import classes from './list-row.module.css';

type ListRowProps = {
  isOpen: boolean;
  /** The address of the screen; the rest of its search stays. */
  path: string;
  /** The search parameter that names the open row, and its value. */
  open: Readonly<Record<string, string>>;
  /** Before the link, such as a checkbox. */
  before?: ReactNode;
  children: ReactNode;
};

/** A row of a list that opens beside it: a link, so that it can be opened in another tab, too. */
export const ListRow = ({ isOpen, path, open, before, children }: ListRowProps) => (
  <div className={classes.row} data-current={isOpen || undefined}>
    {before}
    <Link
      to={path}
      search={((now: object) => ({ ...now, ...open })) as never}
      className={classes.link}
      aria-current={isOpen ? 'true' : undefined}
      preload={false}
    >
      {children}
    </Link>
  </div>
);

/** What stands at the two ends of a line. */
export const RowLine = ({ children }: { children: ReactNode }) => <span className={classes.line}>{children}</span>;
