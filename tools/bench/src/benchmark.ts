/** Whole numbers from the command line, by option. */
export type Settings = Readonly<Record<string, number>>;

export type Metric = {
  /** In the line of JSON. */
  readonly key: string;
  /** In the table. */
  readonly label: string;
  readonly value: number;
  readonly unit: string;
  readonly goal?: { readonly atLeast: number } | { readonly atMost: number };
};

/** Where a benchmark runs; it leaves nothing running behind. */
export type Bench = {
  readonly seed: number;
  readonly settings: Settings;
  /** Empty, and gone afterwards. */
  readonly dataDir: string;
  readonly say: (line: string) => void;
};

export type Measured = {
  readonly metrics: readonly Metric[];
  /** Of servers that were measured, beside those of the repository and Node. */
  readonly versions: Readonly<Record<string, string>>;
};

export type Benchmark = {
  readonly name: string;
  readonly about: string;
  /** The options and what they are when not given. */
  readonly defaults: Settings;
  run(bench: Bench): Promise<Measured>;
};

/** Null where the metric has no goal. */
export function meetsGoal({ value, goal }: Metric): boolean | null {
  if (goal === undefined) return null;
  return 'atLeast' in goal ? value >= goal.atLeast : value <= goal.atMost;
}
