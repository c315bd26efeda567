import { useEffect, useRef } from 'react';

type RowCursorInput<Row> = {
  readonly rows: readonly Row[];
  readonly getKey: (row: Row) => string;
  /** Of the row that is open, as the address says. */
  readonly openKey: string | undefined;
  readonly onOpen: (key: string | undefined) => void;
};

/** Which row of a list is open, and the way to the next. Keys follow each other faster than the address changes. */
export function useRowCursor<Row>({ rows, getKey, openKey, onOpen }: RowCursorInput<Row>) {
  const cursor = useRef(openKey);
  useEffect(() => {
    cursor.current = openKey;
  }, [openKey]);
  const open = (key: string | undefined) => {
    cursor.current = key;
    onOpen(key);
  };
  const indexNow = () => rows.findIndex((row) => getKey(row) === cursor.current);
  return {
    /** Of the row that is open or is about to be. */
    keyNow: () => cursor.current,
    open,
    step: (by: 1 | -1): void => {
      const index = indexNow();
      const next = rows[index === -1 ? 0 : index + by];
      if (next !== undefined) open(getKey(next));
    },
    /** For when the open row leaves the list: the one after it, else the one before. */
    openNeighbour: (): void => {
      const index = indexNow();
      const next = rows[index + 1] ?? rows[index - 1];
      open(next === undefined ? undefined : getKey(next));
    },
  };
}
