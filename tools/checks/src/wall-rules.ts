import type { IForbiddenRuleType, IRegularForbiddenRuleType } from 'dependency-cruiser';
import {
  type Features,
  features,
  forTests,
  reserved,
  sharedFolders,
  testFiles,
  testPackages,
  testsOnTop,
  type Wall,
  walls,
} from './walls.ts';
import type { Workspace } from './workspaces.ts';

const anyWorkspace = '^(apps|libs|workflows|infra|tools)/';
const toFolders = (paths: readonly string[]) => paths.map((path) => `^${path}(/|$)`);
const toPackages = (names: readonly string[]) => names.map((name) => `(^|/)node_modules/(@types/)?${name}/`);
const anyPackage = '(^|/)node_modules/';

/** The rules of dependency-cruiser for these workspaces. `rootPackages`: what tests everywhere find at the root. */
export function buildWallRules(
  workspaces: readonly Workspace[],
  rootPackages: readonly string[],
): IForbiddenRuleType[] {
  const dirs = new Map(workspaces.map(({ dir, manifest }) => [manifest.name, dir]));
  const inner = Object.keys(walls).filter((dir) => dir.split('/').length > 2);
  return [
    ...[...workspaces.map(({ dir }) => dir), ...inner].flatMap(buildWall),
    ...workspaces.flatMap((workspace) => buildDeclaredRules(workspace, dirs)),
    ...buildPackageRules(rootPackages),
    ...reserved.map(({ packages, only, why }) => ({
      name: `reserved ${packages}`,
      comment: why,
      from: { path: anyWorkspace, pathNot: [testFiles, ...toFolders(only)] },
      to: { path: toPackages([packages]) },
    })),
    ...structureRules,
    ...features.map(buildFeatureRule),
  ];
}

const byPattern = <T>(table: Readonly<Record<string, T>>, dir: string): T | undefined =>
  table[dir] ?? table[dir.replace(/[^/]+$/, '*')];

function buildWall(dir: string): IRegularForbiddenRuleType[] {
  const wall: Wall | undefined = byPattern(walls, dir);
  const own = `^${dir}/`;
  if (wall === undefined)
    return [{ name: `wall of ${dir}`, comment: `${dir} has no row in walls.ts.`, from: { path: own }, to: {} }];
  const rule = { name: `wall of ${dir}`, comment: wall.why };
  const production = { path: own, pathNot: testFiles };
  const tests = { path: `${own}.*(${testFiles})` };
  const rules: IRegularForbiddenRuleType[] = [];
  if (wall.workspaces !== 'any') {
    const allowed = [own, ...toFolders(wall.workspaces)];
    const onTop = toFolders([...forTests, ...(byPattern(testsOnTop, dir) ?? [])]);
    rules.push({ ...rule, from: production, to: { path: anyWorkspace, pathNot: allowed } });
    rules.push({ ...rule, from: tests, to: { path: anyWorkspace, pathNot: [...allowed, ...onTop] } });
  }
  if (wall.packages !== 'any') {
    const allowed = toPackages(wall.packages);
    rules.push({ ...rule, from: production, to: { path: anyPackage, pathNot: allowed } });
    rules.push({ ...rule, from: tests, to: { path: anyPackage, pathNot: [...allowed, ...toPackages(testPackages)] } });
  }
  if (!wall.node) rules.push({ ...rule, from: production, to: { dependencyTypes: ['core'] } });
  return rules;
}

/** dependency-cruiser reads from package.json which npm packages may be imported; workspaces need a rule of their own. */
function buildDeclaredRules({ dir, manifest }: Workspace, dirs: ReadonlyMap<string, string>): IForbiddenRuleType[] {
  const toDirs = (dependencies: Readonly<Record<string, string>> = {}) =>
    Object.keys(dependencies).flatMap((name) => dirs.get(name) ?? []);
  const production = toFolders([dir, ...toDirs(manifest.dependencies)]);
  const tests = [...production, ...toFolders(toDirs(manifest.devDependencies))];
  const rule = { name: `dependencies of ${dir}`, comment: `${dir}/package.json does not name it.` };
  return [
    { ...rule, from: { path: `^${dir}/`, pathNot: testFiles }, to: { path: anyWorkspace, pathNot: production } },
    { ...rule, from: { path: `^${dir}/.*(${testFiles})` }, to: { path: anyWorkspace, pathNot: tests } },
  ];
}

function buildPackageRules(rootPackages: readonly string[]): IForbiddenRuleType[] {
  const rule = { name: 'undeclared package', comment: 'The package.json of the workspace does not name it.' };
  const undeclared: IRegularForbiddenRuleType['to'] = { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] };
  return [
    { ...rule, from: { path: anyWorkspace, pathNot: testFiles }, to: undeclared },
    { ...rule, from: { path: testFiles }, to: { ...undeclared, pathNot: toPackages(rootPackages) } },
    {
      name: 'package of tests',
      comment: 'Production code needs it under dependencies, not devDependencies.',
      from: { path: anyWorkspace, pathNot: [testFiles, '^tools/'] },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    { name: 'missing file', comment: 'The import leads nowhere.', from: {}, to: { couldNotResolve: true } },
  ];
}

const structureRules: readonly IForbiddenRuleType[] = [
  { name: 'no cycle', comment: 'Type-only imports count.', from: {}, to: { circular: true } },
  {
    name: 'no orphan',
    comment: 'Nothing imports it and it imports nothing.',
    from: { orphan: true, pathNot: String.raw`/public/|\.config\.ts$|/skew-clock\.mjs$` },
    to: {},
  },
  {
    name: 'no back door',
    comment: 'Packages are entered by their name, through their exports.',
    from: { path: '^([^/]+/[^/]+)/' },
    to: { path: anyWorkspace, pathNot: '^$1/', dependencyTypes: ['local'] },
  },
  {
    name: 'no tests in production',
    comment: 'Production code imports neither tests nor their fixtures.',
    from: { path: anyWorkspace, pathNot: [testFiles, '^tools/'] },
    to: { path: [testFiles, '^libs/testing/'] },
  },
];

function buildFeatureRule({ src, folders, entrances }: Features): IForbiddenRuleType {
  const files = entrances.map((file) => `^${src}/${file.replaceAll('.', String.raw`\.`)}$`);
  return {
    name: 'features',
    comment: 'Features import each other through index.ts or an entrance that walls.ts lists.',
    from: { path: `^${src}/(${folders}|${sharedFolders})/`, pathNot: testFiles },
    to: {
      path: `^${src}/(${folders})/`,
      pathNot: [`^${src}/$1/`, String.raw`^${src}/(${folders})/index\.ts$`, ...files],
    },
  };
}
