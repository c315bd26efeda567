import { Paper } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './data-table.module.css';

export type Column<Row> = {
  readonly heading: string;
  readonly render: (row: Row) => ReactNode;
  readonly isNumber?: boolean;
};
type DataTableProps<Row> = {
  label: string;
  /** The first column names the row. */
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  getKey: (row: Row) => string;
};

/** Rows with several values that are compared; on a phone each row stands alone, with the headings before the values. */
export const DataTable = <Row,>({ label, columns, rows, getKey }: DataTableProps<Row>) => (
  <Paper withBorder style={{ overflow: 'hidden' }}>
    <table className={classes.table} aria-label={label}>
      <thead>
        <tr>
          {columns.map(({ heading, isNumber }) => (
            <th key={heading} scope="col" data-number={isNumber || undefined}>
              {heading}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={getKey(row)}>
            {columns.map(({ heading, render, isNumber }, index) =>
              index === 0 ? (
                <th key={heading} scope="row">
                  {render(row)}
                </th>
              ) : (
                <td key={heading} data-heading={heading} data-number={isNumber || undefined}>
                  {render(row)}
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  </Paper>
);
