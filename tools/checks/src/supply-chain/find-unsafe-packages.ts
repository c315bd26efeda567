import type { InstallScripts, LockedPackage } from './lock-file.ts';

/**
 * Packages that could run code or change without notice: an install script on which `allowScripts` of the root does not
 * decide, no hash of the content, or a source other than the registry that npm is configured for.
 */
export function findUnsafePackages(packages: readonly LockedPackage[], scripts: InstallScripts): string[] {
  const unsafe = packages.flatMap(({ name, version, hasInstallScript, integrity, resolved }) => {
    const faults = [
      ...(hasInstallScript && !(name in scripts) ? ['has an install script; decide on it in allowScripts'] : []),
      ...(integrity?.startsWith('sha512-') ? [] : ['is locked without a SHA-512 hash']),
      ...(resolved === undefined ? [] : [`is tied to ${resolved}`]),
    ];
    return faults.map((fault) => `${name}@${version} ${fault}`);
  });
  const withScript = new Set(packages.filter((entry) => entry.hasInstallScript).map(({ name }) => name));
  const needless = Object.keys(scripts)
    .filter((name) => !withScript.has(name))
    .map((name) => `${name} stands in allowScripts and has no install script`);
  return [...unsafe, ...needless];
}
