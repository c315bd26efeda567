/** `npm run sbom`: writes what the product is made of to `dist/sbom`, as CycloneDX: npm packages and Go modules. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './workspaces.ts';

const goTool = 'github.com/CycloneDX/cyclonedx-gomod/cmd/cyclonedx-gomod@v1.10.0';
const dir = join(root, 'dist', 'sbom');
mkdirSync(dir, { recursive: true });

type Bom = { metadata: { component: { name: string } }; components: readonly unknown[] };
const packages = JSON.parse(
  execFileSync('npm', ['sbom', '--sbom-format=cyclonedx', '--omit=dev', '--package-lock-only'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 2 ** 20,
  }),
) as Bom;
// npm names it after the folder of the checkout.
packages.metadata.component.name = 'goen';
writeFileSync(join(dir, 'npm.cdx.json'), `${JSON.stringify(packages, null, 2)}\n`);
console.log(`dist/sbom/npm.cdx.json: ${packages.components.length} packages`);

const goPath = join(dir, 'go.cdx.json');
execFileSync('go', ['run', goTool, 'mod', '-json', '-licenses', '-output', goPath, '.'], {
  cwd: join(root, 'infra', 'temporal'),
  stdio: 'inherit',
});
console.log('dist/sbom/go.cdx.json: the modules of the Temporal server');
