/** One row of an HRMOS export. */
export type TableRow = {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly job: string;
  readonly status: string;
  /** `YYYY/MM/DD`. */
  readonly date: string;
  /** Filtered away or collapsed: only a workbook can hide a row. */
  readonly hidden: boolean;
};

export const headers = ['応募ID', '求人名', '氏名', '選考ステータス', 'メールアドレス', '不採用日'] as const;
export const toCells = ({ id, job, name, status, email, date }: TableRow): string[] => [
  id,
  job,
  name,
  status,
  email,
  date,
];

export type TableFile = {
  readonly what: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly type: string;
  /** As a spreadsheet numbers it. */
  readonly headerRow: number;
};
