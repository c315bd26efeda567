/** What the rules say of one input. Only the given parts are compared. */
export type Expectation = {
  readonly outcome: 'mailed' | 'not_mailed' | 'not_a_rejection' | 'refused';
  /** Of a refused row; of a case without mails. */
  readonly code?: string;
  /** Texts of the mail, or patterns that must not match it. */
  readonly mailHas?: readonly string[];
  readonly mailHasNot?: readonly RegExp[];
  /** As stored, and shown by the API. */
  readonly job?: string | null;
  /** JSON pointers of what was left out. */
  readonly dropped?: readonly string[];
};

/** What the product did with the same input. */
export type Observation = {
  readonly outcome: string;
  readonly code: string | null;
  readonly mail: string | null;
  readonly job: string | null;
  readonly dropped: readonly string[];
};

/** An input that comes as one JSON report. `what` names the kind and the mutation. */
export type ReportVariant = {
  readonly what: string;
  /** Reported earlier about a person with the same address. */
  readonly before?: { readonly kind: 'offer' | 'rejection'; readonly candidate: Readonly<Record<string, unknown>> };
  readonly candidate?: Readonly<Record<string, unknown>>;
  readonly application?: Readonly<Record<string, unknown>>;
  readonly job?: Readonly<Record<string, unknown>>;
  readonly expected: Expectation;
};

/** An input that comes as one row of a file. */
export type RowVariant = {
  readonly what: string;
  readonly status: string;
  readonly expected: Expectation;
};

/** One line per part that differs. */
export function findFaults(what: string, expected: Expectation, observed: Observation): string[] {
  const faults: string[] = [];
  const compare = (part: string, wanted: unknown, got: unknown) => {
    if (JSON.stringify(wanted) !== JSON.stringify(got)) {
      faults.push(`${what}: ${part} is ${JSON.stringify(got)} instead of ${JSON.stringify(wanted)}`);
    }
  };
  compare('outcome', expected.outcome, observed.outcome);
  if (expected.code !== undefined) compare('code', expected.code, observed.code);
  if (expected.job !== undefined) compare('job', expected.job, observed.job);
  if (expected.dropped !== undefined) compare('dropped', expected.dropped, observed.dropped);
  for (const text of expected.mailHas ?? []) {
    if (!observed.mail?.includes(text))
      faults.push(`${what}: ${JSON.stringify(text)} is not in ${JSON.stringify(observed.mail)}`);
  }
  for (const pattern of expected.mailHasNot ?? []) {
    const [match] = pattern.exec(observed.mail ?? '') ?? [];
    if (match !== undefined)
      faults.push(`${what}: the mail has ${JSON.stringify(match)} in ${JSON.stringify(observed.mail)}`);
  }
  return faults;
}
