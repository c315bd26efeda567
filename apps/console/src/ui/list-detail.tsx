import type { ReactNode } from 'react';
import classes from './list-detail.module.css';

type ListDetailProps = {
  /** Whether a row is open; where there is no room for both, only it is shown then. */
  isOpen: boolean;
  listLabel: string;
  list: ReactNode;
  detailLabel: string;
  detail: ReactNode;
};

/** A list, and beside it the row that is open. On a phone they take turns. */
export const ListDetail = ({ isOpen, listLabel, list, detailLabel, detail }: ListDetailProps) => (
  <div className={classes.panes} data-open={isOpen}>
    <section className={classes.pane} aria-label={listLabel}>
      {list}
    </section>
    <section className={classes.pane} aria-label={detailLabel}>
      {detail}
    </section>
  </div>
);

/** Actions above what is scrolled; on a phone within reach of the thumb, below it. */
export const DetailActions = ({ children }: { children: ReactNode }) => (
  <div className={classes.actions}>{children}</div>
);

export const DetailContent = ({ children }: { children: ReactNode }) => (
  <div className={classes.detail}>
    <div className={classes.content}>{children}</div>
  </div>
);

/** A text as it is, such as that of a mail. */
export const PlainText = ({ children }: { children: string }) => <pre className={classes.text}>{children}</pre>;
