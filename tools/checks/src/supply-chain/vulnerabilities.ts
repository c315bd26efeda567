import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../workspaces.ts';

type Advisory = { readonly name: string; readonly severity: string; readonly range: string };
type AuditReport = { readonly vulnerabilities?: Readonly<Record<string, Advisory>> };
type Snapshot = {
  /** Day on which the registry answered. */
  readonly date: string;
  /** SHA-256 of the lock file it answered about. */
  readonly lockFile: string;
  readonly vulnerabilities: readonly Advisory[];
};

const snapshotPath = join(root, 'tools/checks/vulnerabilities.json');
const blocking = ['high', 'critical'];

/** What the registry knows against the packages of production; null when it does not answer audits. */
export function askRegistry(): readonly Advisory[] | null {
  const { stdout } = spawnSync(
    process.platform === 'win32' ? 'npm.cmd' : 'npm',
    ['audit', '--omit=dev', '--package-lock-only', '--json', '--fetch-retries=0', '--fetch-timeout=20000'],
    { cwd: root, encoding: 'utf8', maxBuffer: 64 * 2 ** 20 },
  );
  return readAudit(stdout);
}

/** An error answer has no list of vulnerabilities. */
export function readAudit(output: string): readonly Advisory[] | null {
  try {
    const { vulnerabilities } = JSON.parse(output) as AuditReport;
    if (vulnerabilities === undefined) return null;
    return Object.values(vulnerabilities).map(({ name, severity, range }) => ({ name, severity, range }));
  } catch {
    return null;
  }
}

export function saveSnapshot(vulnerabilities: readonly Advisory[], now: Date): void {
  const snapshot: Snapshot = { date: now.toISOString().slice(0, 10), lockFile: hashLockFile(), vulnerabilities };
  writeFileSync(snapshotPath, `${JSON.stringify(snapshot, null, 2)}\n`);
}

/** The last answer that was committed, and whether dependencies have changed since. */
export function readSnapshot(): (Snapshot & { readonly isCurrent: boolean }) | null {
  if (!existsSync(snapshotPath)) return null;
  const snapshot = JSON.parse(readFileSync(snapshotPath, 'utf8')) as Snapshot;
  return { ...snapshot, isCurrent: snapshot.lockFile === hashLockFile() };
}

const hashLockFile = (): string =>
  createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');

/** Those that must be fixed before a release. */
export const findBlocking = (advisories: readonly Advisory[]): string[] =>
  advisories
    .filter(({ severity }) => blocking.includes(severity))
    .map(({ name, severity, range }) => `${name} ${range}: ${severity}`);
