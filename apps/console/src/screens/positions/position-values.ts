import type { NewPosition, Position, PositionPatch } from '@goen/client';
import { type Conditions, conditionTexts } from './conditions.ts';

export type RequestedTag = NonNullable<NewPosition['required']>[number];
type Way = 'texts' | 'page';

/** A position as its form holds it. */
export type PositionValues = {
  readonly title: string;
  readonly url: string;
  readonly description: string;
  readonly required: readonly RequestedTag[];
  readonly desired: readonly RequestedTag[];
  readonly regions: readonly string[];
  readonly remote: boolean;
  readonly minYears: number | null;
  readonly maxYears: number | null;
  readonly seats: number;
  /** It takes part in the relay: then its conditions are needed. */
  readonly takesPart: boolean;
  readonly way: Way;
  readonly conditions: Conditions;
};

const noConditions: Conditions = {
  work: null,
  contract_term: 'indefinite',
  contract_details: null,
  trial_period: null,
  place: null,
  hours: null,
  wage: null,
  insurance: null,
  employer: null,
  smoking: null,
  dispatch: false,
  url: null,
  as_of: null,
};

export const noPosition = (company: string): PositionValues => ({
  title: '',
  url: '',
  description: '',
  required: [],
  desired: [],
  regions: [],
  remote: false,
  minYears: null,
  maxYears: null,
  seats: 1,
  takesPart: false,
  way: 'texts',
  conditions: { ...noConditions, employer: company },
});

export function toValues(position: Position, company: string): PositionValues {
  const { conditions } = position;
  return {
    title: position.title,
    url: position.url ?? '',
    description: position.description ?? '',
    required: position.required.flatMap(toRequested),
    desired: position.desired.flatMap(toRequested),
    regions: position.regions.map(({ value }) => value),
    remote: position.remote,
    minYears: position.min_years,
    maxYears: position.max_years,
    seats: position.seats,
    takesPart: conditions !== null,
    way: conditions?.url ? 'page' : 'texts',
    conditions: conditions ?? { ...noConditions, employer: company },
  };
}

const toRequested = ({ kind, value }: Position['required'][number]): RequestedTag[] =>
  kind === 'region' ? [] : [{ kind, value }];

/** The request that creates this position. */
export function toNewPosition(values: PositionValues): NewPosition {
  return {
    title: values.title.trim(),
    url: values.url.trim() || null,
    description: values.description.trim() || null,
    required: [...values.required],
    desired: [...values.desired],
    regions: [...values.regions],
    remote: values.remote,
    min_years: values.minYears,
    max_years: values.maxYears,
    seats: values.seats,
    conditions: values.takesPart ? toConditions(values) : null,
  };
}

function toConditions({ way, conditions }: PositionValues): Conditions {
  const texts = Object.fromEntries(conditionTexts.map((name) => [name, conditions[name]?.trim() || null]));
  const page =
    way === 'page'
      ? { url: conditions.url?.trim() || null, as_of: conditions.as_of ?? null }
      : { url: null, as_of: null };
  const details = conditions.contract_term === 'fixed' ? {} : { contract_details: null };
  return { ...conditions, ...texts, ...details, ...page };
}

/** What was changed: tags that nobody touched are not judged again. */
export function toPatch(before: PositionValues, after: PositionValues): PositionPatch {
  const saved: Readonly<Record<string, unknown>> = { ...toNewPosition(before) };
  return Object.fromEntries(
    Object.entries(toNewPosition(after)).filter(
      ([name, value]) => JSON.stringify(value) !== JSON.stringify(saved[name]),
    ),
  );
}
