import { judge, type Violation } from './import-rules.ts';
import { importsOf, listWorkspaces, rootDeclared } from './workspaces.ts';

/** Every import of the repository that breaks a rule. */
export function findViolations(): Violation[] {
  const shared = rootDeclared();
  return listWorkspaces().flatMap((workspace) =>
    importsOf(workspace).flatMap((found) => {
      const why = judge(found, workspace.declared, shared);
      return why === null ? [] : [{ ...found, why }];
    }),
  );
}

if (import.meta.main) {
  const violations = findViolations();
  for (const { file, line, specifier, why } of violations)
    console.error(`${file}:${line} imports ${specifier}: ${why}`);
  console.log(violations.length === 0 ? 'Imports keep the rules.' : `${violations.length} imports break a rule.`);
  process.exitCode = violations.length === 0 ? 0 : 1;
}
