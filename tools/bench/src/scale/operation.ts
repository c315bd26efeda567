export type Operation = {
  readonly name: string;
  /** How often it is measured; each time for another company or search, the largest company every second time. */
  readonly times: number;
  /** What happens once in the life of the data, such as the first report of a company, and is not measured. */
  readonly prepare?: () => Promise<void>;
  readonly run: (nth: number) => Promise<unknown>;
};
