/**
 * The walls between packages. Each workspace lists what its production code may import beside its own files.
 * A workspace without a wall breaks a rule, so that a new package has to say what it may know.
 */
export type Wall = {
  /** Folders below the root of the repository, or `any`. */
  readonly workspaces: 'any' | readonly string[];
  /** npm packages, or `any`. Type-only imports count as well. */
  readonly packages: 'any' | readonly string[];
  readonly node: boolean;
  readonly why: string;
};

const kit = ['libs/contracts', 'libs/service-kit'];
const caseStore = [...kit, 'libs/case-domain', 'libs/case-store'];
const cases = [...caseStore, 'libs/webhooks', 'libs/cases'];
const front = [...cases, 'libs/relay', 'libs/ats', 'libs/crm'];

const deterministic = {
  workspaces: ['libs/contracts/src/workflow', 'libs/case-domain', 'libs/workflow-kit'],
  packages: ['@temporalio/workflow', '@temporalio/common'],
  node: false,
  why: 'Workflows are deterministic: no node:*, no database, no HTTP, no zod.',
};
const nodeCode = (workspaces: Wall['workspaces'], why: string): Wall => ({
  workspaces,
  packages: 'any',
  node: true,
  why,
});

/** Keys are folders; `workflows/*` stands for each folder below it. The longest match applies. */
export const walls: Readonly<Record<string, Wall>> = {
  'libs/contracts': { workspaces: [], packages: ['zod'], node: false, why: 'contracts depends on zod only.' },
  'libs/contracts/src/workflow': {
    workspaces: [],
    packages: [],
    node: false,
    why: 'What workflows import is types and plain constants.',
  },
  'libs/contracts/src/text': { workspaces: [], packages: [], node: false, why: 'Text keys are pure.' },
  'libs/case-domain': {
    workspaces: ['libs/contracts/src/workflow', 'libs/contracts/src/text'],
    packages: ['@holiday-jp/holiday_jp', 'temporal-polyfill'],
    node: false,
    why: 'case-domain is pure: contracts of workflows, and date libraries.',
  },
  'libs/workflow-kit': { ...deterministic, workspaces: ['libs/contracts/src/workflow'] },
  'workflows/*': deterministic,
  'libs/service-kit': nodeCode(['libs/contracts'], 'service-kit knows no domain.'),
  'libs/temporal-kit': nodeCode(kit, 'temporal-kit knows cases by their contracts only.'),
  'libs/case-store': nodeCode([...kit, 'libs/case-domain'], 'case-store stands below the packages that use it.'),
  'libs/webhooks': nodeCode(caseStore, 'webhooks stands on case-store.'),
  'libs/cases': nodeCode([...caseStore, 'libs/webhooks'], 'cases stands on case-store and webhooks.'),
  'libs/relay': nodeCode(cases, 'relay stands on cases.'),
  'libs/ats': nodeCode(kit, 'ats reads what applicant tracking systems report: it knows no database.'),
  'libs/crm': nodeCode([...kit, 'libs/ats'], 'crm writes to the systems of others: it knows no database.'),
  'libs/client': nodeCode([], 'The client is for strangers: it knows the API by its document.'),
  'libs/testing': nodeCode('any', 'Test fixtures may use everything.'),
  'apps/gateway': nodeCode([...front, 'libs/temporal-kit/src/index.ts'], 'Apps never import apps.'),
  'apps/worker': nodeCode([...front, 'libs/temporal-kit', 'workflows'], 'Apps never import apps.'),
  'apps/mail-service': nodeCode(kit, 'mail-service knows neither case-store nor Temporal.'),
  'apps/credit-service': nodeCode(kit, 'credit-service knows neither case-store nor Temporal.'),
  'apps/console': nodeCode(['libs/client'], 'The console is built from itself and the client.'),
  'apps/console/src': {
    workspaces: ['libs/client'],
    packages: 'any',
    node: false,
    why: 'The console runs in browsers and knows the product by its API alone.',
  },
  'infra/*': nodeCode([], 'infra stands alone.'),
  'tools/*': nodeCode('any', 'Tools may import everything.'),
  'tools/sandbox-kit': nodeCode([], 'What the sandboxes share knows nothing of the product.'),
  'tools/mail-sandbox': nodeCode(['tools/sandbox-kit'], 'The sandbox is a stranger, like the vendor it stands for.'),
  'tools/vendor-sandbox': nodeCode(
    ['libs/contracts', 'tools/sandbox-kit'],
    'The sandbox is a stranger that speaks our public API.',
  ),
};

/** npm packages that only some workspaces may import, even where `any` is allowed. */
export const reserved: readonly {
  readonly packages: string;
  readonly only: readonly string[];
  readonly why: string;
}[] = [
  {
    packages: '@temporalio/(worker|activity)',
    only: ['apps/worker', 'libs/testing', 'libs/temporal-kit/src/bundle-workflows.ts', 'tools'],
    why: 'Only the worker runs workflows and implements activities.',
  },
  {
    packages: '@temporalio/(client|proto)',
    only: ['apps/gateway', 'apps/worker', 'libs/temporal-kit', 'libs/testing', 'infra/temporal', 'tools'],
    why: 'mail-service, credit-service and the libraries of cases do not know Temporal.',
  },
  { packages: 'resend', only: ['apps/mail-service', 'tools'], why: 'Mail leaves through mail-service only.' },
];

/** What tests may import on top: servers to test against, and fixtures. */
export const forTests = ['infra', 'libs/testing', 'libs/temporal-kit', 'tools/mail-sandbox', 'tools/vendor-sandbox'];
export const testPackages = [
  'vitest',
  'fast-check',
  'playwright-core',
  'pg',
  '@temporalio/worker',
  '@temporalio/client',
];
/** Tests of a library may set their stage with the libraries above it. */
export const testsOnTop: Readonly<Record<string, readonly string[]>> = {
  'libs/case-store': ['libs/cases'],
  'libs/webhooks': ['libs/cases'],
  'libs/cases': ['libs/relay'],
  'libs/case-domain': ['libs/contracts'],
  'workflows/*': ['libs/contracts'],
  // Browsers meet the whole product.
  'apps/console/src': ['tools/stack'],
  'apps/console': ['tools/stack'],
};

/** Files that only tests load. */
export const testFiles = String.raw`(\.test\.tsx?|\.config\.ts|vitest-setup\.ts|-(testing|fixture|bench)\.ts)$|(^|[/-])testing/`;

/**
 * Features of an app, or vendors of a package: a folder each. One imports another through its `index.ts` or an entrance
 * listed here. What all of them share lies beside them.
 */
export type Features = { readonly src: string; readonly folders: string; readonly entrances: readonly string[] };
export const features: readonly Features[] = [
  {
    src: 'apps/gateway/src',
    folders: '(?:inbound|mail|pool|relay|outbound)/[^/]+|identity|candidate-page|company-settings|outbox|cli',
    entrances: [
      'identity/audit-request.ts',
      'identity/principal.ts',
      'identity/require-key.ts',
      'identity/sessions/find-session.ts',
      'identity/sign-in/identity.ts',
      'inbound/connections/find-connection.ts',
      'mail/messages/find-mail-cases.ts',
      'mail/queue/count-mails.ts',
      'mail/queue/find-people.ts',
      'mail/queue/queued-mail.ts',
      'mail/wordings/preview-response.ts',
      'pool/candidates/list-candidates.ts',
      'pool/positions/filled-seats.ts',
      'relay/credits/credit-books.ts',
    ],
  },
  {
    src: 'apps/worker/src',
    folders: 'cases|introductions|re-invitations|imports|polls|crm-sync|maintenance',
    entrances: [],
  },
  { src: 'apps/mail-service/src', folders: 'providers/[^/]+', entrances: [] },
  { src: 'libs/ats/src/vendors', folders: '[^/]+', entrances: [] },
  { src: 'libs/crm/src', folders: '(?!testing/)[^/]+', entrances: [] },
];
/** Folders of an app that every feature shares, and that know features by their entrances only. */
export const sharedFolders = 'http|services';
