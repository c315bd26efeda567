/**
 * `npm run check:house`: measures the structure of the code and what it is made of, prints what exceeds a limit, and ends with one line of
 * JSON. Exits with 1 when a limit is exceeded.
 */
import { findStaleClientFiles } from './client-types.ts';
import { measureConsole } from './console-size.ts';
import { findCycles, findViolations } from './cruise.ts';
import { findExceeded, limits, type Measure, type Measures } from './limits.ts';
import { measureOpenApi } from './openapi-size.ts';
import { findRegisterPath } from './register-path.ts';
import { findUnsafePackages } from './supply-chain/find-unsafe-packages.ts';
import { findForbiddenLicences } from './supply-chain/licences.ts';
import { readInstallScripts, readLockedPackages } from './supply-chain/lock-file.ts';
import { findSecrets } from './supply-chain/secrets.ts';
import { findUnused } from './unused.ts';
import { buildWallRules } from './wall-rules.ts';
import { measureWorkflowBundle } from './workflow-bundle.ts';
import { listWorkspaces, root, rootPackages } from './workspaces.ts';

const workspaces = listWorkspaces();
const violations = await findViolations(
  root,
  workspaces.map(({ dir }) => dir),
  buildWallRules(workspaces, rootPackages()),
);
const walls = violations.filter(({ cycle }) => cycle.length === 0).map(({ text }) => text);
const cycles = findCycles(violations);
const unused = findUnused();
const registerPath = findRegisterPath();
const bundle = await measureWorkflowBundle();
const staleClient = await findStaleClientFiles();
const packages = readLockedPackages();
const unsafePackages = findUnsafePackages(packages, readInstallScripts());
const licences = findForbiddenLicences(packages);
const secrets = await findSecrets();

print('walls', walls);
print(
  'cycles',
  cycles.map((files) => files.join(', ')),
);
print('unused', unused);
print('register_path', [...new Set(registerPath)]);
print('stale_client', staleClient);
print('unsafe_packages', unsafePackages);
print('licences', licences);
print('secrets', secrets);
print('bundle_kb', bundle.containsZod ? ['The workflow bundle contains zod.'] : []);

const measures: Measures = {
  cycles: cycles.length,
  register_path: registerPath.length,
  bundle_kb: bundle.kb,
  openapi_kb: await measureOpenApi(),
  console_kb: measureConsole(),
  stale_client: staleClient.length,
  unused: unused.length,
  walls: walls.length,
  unsafe_packages: unsafePackages.length,
  licences: licences.length,
  secrets: secrets.length,
};
const exceeded = findExceeded(measures, bundle.containsZod);
for (const name of exceeded) console.log(`${name}: ${measures[name]}, limit ${limits[name]}`);
console.log(JSON.stringify(measures));
process.exitCode = exceeded.length > 0 ? 1 : 0;

function print(name: Measure, lines: readonly string[]): void {
  if (lines.length > 0) console.log(`${name}\n${lines.map((line) => `  ${line}`).join('\n')}`);
}
