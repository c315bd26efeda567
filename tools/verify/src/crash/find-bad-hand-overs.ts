import type { QueryRows } from '../query-rows.ts';

/**
 * Who accepted was handed over once, with one provision record per side and one credit spent; who did not was not.
 */
export async function findBadHandOvers({
  queries,
}: {
  readonly queries: Readonly<Record<'cases' | 'credit', QueryRows>>;
}): Promise<string[]> {
  const introductions = await queries.cases(
    `select i.id, i.person is not null as "isVisible",
       (select count(*) from introduction_fact f where f.introduction_id = i.id and f.kind = 'candidate.accepted')::int as accepted,
       (select count(*) from introduction_fact f where f.introduction_id = i.id and f.kind = 'candidate.withdrew')::int as withdrawn,
       (select count(*) from introduction_fact f where f.introduction_id = i.id and f.kind = 'profile.provided')::int as provided,
       (select count(*) from provision_record p where p.introduction_id = i.id and p.side = 'provider')::int as provider,
       (select count(*) from provision_record p where p.introduction_id = i.id and p.side = 'recipient')::int as recipient
     from introduction i`,
  );
  const captures = await queries.credit(`select reverses from journal_entry where kind = 'capture'`);
  const captured = Map.groupBy(captures, ({ reverses }) => String(reverses));
  return introductions.flatMap((row) => {
    const { id, accepted, withdrawn, provided, provider, recipient, isVisible } = row;
    const must = Number(accepted) > 0 && Number(withdrawn) === 0;
    // Who withdraws and is handed over at the same moment is one or the other, in all the books.
    const expected = must || (Number(accepted) > 0 && Number(provided) > 0) ? 1 : 0;
    const found = { provided, provider, recipient, spent: captured.get(toHoldId(String(id)))?.length ?? 0 };
    const isEqual = Object.values(found).every((count) => Number(count) === expected);
    const hides = isVisible === true && expected === 0;
    return isEqual && !hides
      ? []
      : [`the introduction ${String(id)}: ${JSON.stringify({ expected, ...found, hides })}`];
  });
}

/** Of the hold that an introduction spends. */
const toHoldId = (introductionId: string): string => `introduction:${introductionId}`;

/** Introductions that came to their hand-over. */
export async function countHandOvers(queryCases: QueryRows): Promise<number> {
  const [row] = await queryCases(
    `select count(distinct introduction_id)::int as n from introduction_fact where kind = 'profile.provided'`,
  );
  return Number(row?.n);
}
