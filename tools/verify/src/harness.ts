/** Whole numbers from the command line, by option. */
export type Settings = Readonly<Record<string, number>>;

/** What a harness gets. It leaves no process behind. */
export type RunContext = {
  readonly seed: number;
  readonly settings: Settings;
  /** Empty at the start, deleted afterwards. */
  readonly dataDir: string;
  readonly report: (line: string) => void;
};

export type Verdict = {
  /** What the last line of the run shows, in its order. */
  readonly counts: Readonly<Record<string, number>>;
  /** What is not as it should be, in words; empty when the harness holds. */
  readonly faults: readonly string[];
};

/** A proof that takes too long for `npm test`, or has a seed of its own. `npm test` runs it in a short form. */
export type Harness = {
  readonly name: string;
  readonly description: string;
  /** The options with their defaults. */
  readonly defaults: Settings;
  run(context: RunContext): Promise<Verdict>;
};
