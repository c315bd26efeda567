/**
 * The walls of the architecture. Each workspace lists what it may import beside its own files: other workspaces by
 * name, and packages where a wall stands on them. A rule that is missing is a fault too.
 */
export type Rule = {
  readonly workspaces: readonly string[];
  /** `any`: every package; a list: these alone (type-only imports count as well). */
  readonly packages: 'any' | readonly string[];
  readonly node: boolean;
  readonly why: string;
};

const kit = ['@goen/contracts', '@goen/service-kit'];
const vendors = ['@goen/case-store', '@goen/intake', '@goen/ats', '@goen/crm'];
const app = (workspaces: readonly string[], why: string): Rule => ({ workspaces, packages: 'any', node: true, why });

export const rules: Readonly<Record<string, Rule>> = {
  '@goen/contracts': { workspaces: [], packages: ['zod'], node: false, why: 'contracts depends on zod only' },
  '@goen/case-domain': {
    workspaces: ['@goen/contracts'],
    packages: ['@holiday-jp/holiday_jp', 'temporal-polyfill'],
    node: false,
    why: 'case-domain is pure: contracts, and libraries of dates',
  },
  '@goen/candidate-case': {
    workspaces: ['@goen/contracts', '@goen/case-domain'],
    packages: ['@temporalio/workflow', '@temporalio/common'],
    node: false,
    why: 'workflows are deterministic: no node:*, no ORM, no HTTP',
  },
  '@goen/introduction': {
    workspaces: ['@goen/contracts', '@goen/case-domain'],
    packages: ['@temporalio/workflow', '@temporalio/common'],
    node: false,
    why: 'workflows are deterministic: no node:*, no ORM, no HTTP',
  },
  '@goen/file-import': {
    workspaces: ['@goen/contracts'],
    packages: ['@temporalio/workflow', '@temporalio/common'],
    node: false,
    why: 'workflows are deterministic: no node:*, no ORM, no HTTP',
  },
  '@goen/connection-poll': {
    workspaces: ['@goen/contracts'],
    packages: ['@temporalio/workflow', '@temporalio/common'],
    node: false,
    why: 'workflows are deterministic: no node:*, no ORM, no HTTP',
  },
  '@goen/service-kit': app(['@goen/contracts'], 'service-kit knows no domain'),
  '@goen/temporal-kit': app(['@goen/contracts'], 'temporal-kit speaks of cases by the contracts alone'),
  '@goen/case-store': app([...kit, '@goen/case-domain'], 'case-store is below the apps'),
  '@goen/intake': app([...kit, '@goen/case-domain', '@goen/case-store'], 'intake is below the apps'),
  '@goen/ats': app(kit, 'ats reads what applicant tracking systems tell: it knows no database'),
  '@goen/crm': app([...kit, '@goen/ats'], 'crm writes what others keep of candidates: it knows no database'),
  '@goen/gateway': app([...kit, ...vendors, '@goen/case-domain', '@goen/temporal-kit'], 'apps never import apps'),
  '@goen/worker': app(
    [
      ...kit,
      ...vendors,
      '@goen/case-domain',
      '@goen/temporal-kit',
      '@goen/candidate-case',
      '@goen/introduction',
      '@goen/connection-poll',
      '@goen/file-import',
    ],
    'only the worker implements activities; apps never import apps',
  ),
  '@goen/mail-service': app(kit, 'mail-service knows neither case-store nor Temporal'),
  '@goen/credit-service': app(kit, 'credit-service knows neither case-store nor Temporal'),
  '@goen/postgres-server': app([], 'infra stands alone'),
  '@goen/temporal-server': app([], 'infra stands alone'),
  '@goen/mail-sandbox': app([], 'the sandbox is a stranger, as the vendor is'),
  '@goen/vendor-sandbox': app(['@goen/contracts'], 'vendors are strangers; made-up candidates speak our report too'),
  '@goen/checks': app(['@goen/temporal-server'], 'checks look from outside'),
  '@goen/bench': { workspaces: ['*'], packages: 'any', node: true, why: 'benchmarks measure everything' },
  '@goen/stack': { workspaces: ['*'], packages: 'any', node: true, why: 'the stack starts everything' },
};

/** Packages that only some may touch, whoever else may import `any`. */
const reserved: Readonly<Record<string, { readonly only: readonly string[]; readonly why: string }>> = {
  '@temporalio/worker': { only: ['@goen/worker'], why: 'only the worker hosts workflows and activities' },
  '@temporalio/activity': { only: ['@goen/worker'], why: 'only the worker implements activities' },
  '@temporalio/client': {
    only: ['@goen/temporal-kit', '@goen/gateway', '@goen/worker', '@goen/stack', '@goen/temporal-server'],
    why: 'mail-service and credit-service do not know Temporal',
  },
  resend: { only: ['@goen/mail-service'], why: 'mail leaves through mail-service alone' },
};

/** What test files may import on top: servers to test against, and test libraries. */
const forTests = [
  '@goen/postgres-server',
  '@goen/temporal-server',
  '@goen/mail-sandbox',
  '@goen/vendor-sandbox',
  '@goen/temporal-kit',
];
const testPackages = [
  'vitest',
  'fast-check',
  'playwright-core',
  'pg',
  '@temporalio/worker',
  '@temporalio/client',
  'resend',
];

export type Import = {
  readonly workspace: string;
  readonly file: string;
  readonly specifier: string;
  readonly line: number;
};
export type Violation = Import & { readonly why: string };

const packageOf = (specifier: string) =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
export const isTestFile = (file: string) => /(\.test\.ts|\.config\.ts|vitest-setup\.ts|[/-]testing[/.-].*)$/.test(file);

/** Why an import breaks a rule, or null. `declared`: what the workspace's package.json names. */
export function judge(found: Import, declared: ReadonlySet<string>, rootDeclared: ReadonlySet<string>): string | null {
  const rule = rules[found.workspace];
  if (rule === undefined) return `${found.workspace} has no rule in tools/checks/src/import-rules.ts`;
  const { specifier } = found;
  const test = isTestFile(found.file);
  if (specifier.startsWith('.')) return null;
  if (specifier.startsWith('node:')) return rule.node || test ? null : rule.why;
  const name = packageOf(specifier);
  if (name === found.workspace) return null;
  if (!declared.has(name) && !(test && rootDeclared.has(name)))
    return `${name} is not in the package.json of the workspace`;
  if (name.startsWith('@goen/')) {
    const allowed =
      rule.workspaces.includes('*') || rule.workspaces.includes(name) || (test && forTests.includes(name));
    return allowed ? null : rule.why;
  }
  if (test && testPackages.includes(name)) return null;
  const wall = reserved[name];
  if (wall !== undefined && !wall.only.includes(found.workspace)) return wall.why;
  return rule.packages === 'any' || rule.packages.includes(name) ? null : rule.why;
}
