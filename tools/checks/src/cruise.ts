import { registerHooks } from 'node:module';
import type { ICruiseResult, IForbiddenRuleType } from 'dependency-cruiser';

// dependency-cruiser parses with the compiler API of TypeScript, which version 7 does not have: it gets version 5.
registerHooks({
  resolve: (specifier, context, next) =>
    next(
      context.parentURL?.includes('/node_modules/dependency-cruiser/')
        ? specifier.replace(/^typescript(?=\/|$)/, 'typescript-5')
        : specifier,
      context,
    ),
});
const { cruise } = await import('dependency-cruiser');

/** An import that breaks a rule. `cycle`: the files from `to` back to `from`, if that is what is wrong. */
export type Violation = {
  readonly rule: string;
  readonly from: string;
  readonly to: string;
  readonly cycle: readonly string[];
  readonly text: string;
};

/** Every import of the folders that breaks a rule. Paths are relative to `baseDir`. */
export async function findViolations(
  baseDir: string,
  folders: readonly string[],
  forbidden: readonly IForbiddenRuleType[],
): Promise<Violation[]> {
  const { output } = await cruise(
    [...folders],
    {
      baseDir,
      parser: 'tsc',
      tsPreCompilationDeps: true,
      exclude: { path: '/(dist|\\.data)/' },
      doNotFollow: { path: '(^|/)node_modules/' },
      validate: true,
      ruleSet: { forbidden: [...forbidden] },
    },
    {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.json'],
    },
  );
  const comments = new Map(forbidden.map(({ name, comment }) => [name, comment]));
  return (output as ICruiseResult).summary.violations.map(({ rule, from, to, cycle = [] }) => ({
    rule: rule.name,
    from,
    to,
    cycle: cycle.map(({ name }) => name),
    text: `${from} → ${to}: ${rule.name}. ${comments.get(rule.name) ?? ''}`,
  }));
}

/** Groups of files that import each other in a cycle. Cycles that share a file are one group. */
export function findCycles(violations: readonly Violation[]): string[][] {
  let groups: string[][] = [];
  for (const { from, cycle } of violations) {
    if (cycle.length === 0) continue;
    const files = [from, ...cycle];
    const joined = groups.filter((group) => group.some((file) => files.includes(file)));
    groups = groups.filter((group) => !joined.includes(group));
    groups.push([...new Set([...joined.flat(), ...files])].sort());
  }
  return groups;
}
