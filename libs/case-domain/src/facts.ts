import type { Fact, FactKind, FactOf } from '@goen/contracts/workflow';

/** Order by `seq` alone: the times of facts come from different clocks. */
export const inOrder = (facts: readonly Fact[]): readonly Fact[] => facts.toSorted((a, b) => a.seq - b.seq);

export const factsOf = <K extends FactKind>(facts: readonly Fact[], ...kinds: readonly K[]): readonly FactOf<K>[] =>
  facts.filter((fact): fact is FactOf<K> => kinds.some((kind) => kind === fact.kind));

/** The `seq` of the last fact of these kinds; 0 when there is none. */
export const lastSeq = (facts: readonly Fact[], ...kinds: readonly FactKind[]): number =>
  factsOf(facts, ...kinds).at(-1)?.seq ?? 0;
