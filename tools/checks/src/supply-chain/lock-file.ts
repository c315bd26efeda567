import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../workspaces.ts';

export type LockedPackage = {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  readonly integrity?: string;
  readonly resolved?: string;
  readonly hasInstallScript?: boolean;
  /** Only for tests and tools, as npm sees it. */
  readonly dev?: boolean;
};
type LockEntry = Omit<LockedPackage, 'name'> & { readonly link?: boolean };
type LockFile = { readonly packages: Readonly<Record<string, LockEntry>> };

export type InstallScripts = Readonly<Record<string, boolean>>;

/** The packages from the registry that the lock file names, without our own workspaces. */
export function readLockedPackages(): LockedPackage[] {
  return listLockedPackages(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as LockFile);
}

export const listLockedPackages = ({ packages }: LockFile): LockedPackage[] =>
  Object.entries(packages)
    .filter(([path, { link }]) => path.includes('node_modules/') && link !== true)
    .map(([path, entry]) => ({
      ...entry,
      name: path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length),
    }));

/** The packages whose install scripts npm may run, and those whose scripts it must not. */
export function readInstallScripts(): InstallScripts {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { allowScripts: InstallScripts };
  return manifest.allowScripts;
}
