import type { Fact, FactKind, FactOf } from '@goen/contracts/workflow';

/** Sorts by `seq` alone: the times of facts come from different clocks. */
export const sortFacts = (facts: readonly Fact[]): readonly Fact[] => facts.toSorted((a, b) => a.seq - b.seq);

/** The facts of the given kinds, in the order in which they are passed. */
export const selectFacts = <K extends FactKind>(facts: readonly Fact[], ...kinds: readonly K[]): readonly FactOf<K>[] =>
  facts.filter((fact): fact is FactOf<K> => kinds.some((kind) => kind === fact.kind));

/** The `seq` of the last fact of the given kinds; 0 when there is none. `facts` must be sorted. */
export const findLastSeq = (facts: readonly Fact[], ...kinds: readonly FactKind[]): number =>
  selectFacts(facts, ...kinds).at(-1)?.seq ?? 0;
