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

/** What a run gets. It leaves no process behind. */
export type RunContext = {
  readonly seed: number;
  readonly settings: Settings;
  /** Empty at the start, deleted afterwards, unless the benchmark keeps its data. */
  readonly dataDir: string;
  readonly report: (line: string) => void;
};

export type RunResult = {
  readonly metrics: readonly Metric[];
  /** Of measured servers, beside those of the repository and Node. */
  readonly versions: Readonly<Record<string, string>>;
};

export type Benchmark = {
  readonly name: string;
  readonly description: string;
  /** The options with their defaults. */
  readonly defaults: Settings;
  /** Leaves the folder to the benchmark, which uses it again. */
  readonly keepsData?: true;
  run(context: RunContext): Promise<RunResult>;
};

/** Null if the metric has no goal. */
export function meetsGoal({ value, goal }: Metric): boolean | null {
  if (goal === undefined) return null;
  return 'atLeast' in goal ? value >= goal.atLeast : value <= goal.atMost;
}
