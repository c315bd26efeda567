import { existsSync, readdirSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { type Check, type Finding, fault, ok, warn } from './finding.ts';

const nodeMajor = 24;
const leastFreeShare = 0.1;
const leastFreeBytes = 1e9;
const hourMs = 3_600_000;
const defaultMaxAgeHours = 26;

/** Node, disks, and the age of the newest backup. */
export function checkMachine(env: NodeJS.ProcessEnv, nowMs = Date.now()): Check[] {
  const folders = [...new Set([process.cwd(), tmpdir(), ...(env.BACKUP_FOLDER ? [env.BACKUP_FOLDER] : [])])];
  return [
    { name: 'node', todo: '', run: () => [judgeNode(process.version)] },
    ...folders.map((folder) => ({
      name: `disk ${folder}`,
      todo: 'Is it mounted?',
      run: () => [judgeDisk(folder, statfsSync(folder))],
    })),
    {
      name: 'backup',
      todo: 'May this user read BACKUP_FOLDER?',
      run: () => [judgeBackup(env.BACKUP_FOLDER, Number(env.BACKUP_MAX_AGE_HOURS || defaultMaxAgeHours), nowMs)],
    },
  ];
}

export function judgeNode(version: string): Finding {
  if (Number.parseInt(version.slice(1), 10) >= nodeMajor) return ok('node', version);
  return fault('node', version, `Goen needs Node ${nodeMajor} or newer.`);
}

type Space = { readonly bavail: number; readonly bsize: number; readonly blocks: number };

export function judgeDisk(folder: string, { bavail, bsize, blocks }: Space): Finding {
  const freeBytes = bavail * bsize;
  const text = `${(freeBytes / 1e9).toFixed(1)} GB free`;
  if (freeBytes >= leastFreeBytes && bavail >= blocks * leastFreeShare) return ok(`disk ${folder}`, text);
  return warn(
    `disk ${folder}`,
    text,
    'Make space, or use a larger disk: PostgreSQL stops taking anything when its disk is full.',
  );
}

/** Backups are folders `goen-20261128T221500Z`; see docs/operating.md. */
const namePattern = /^goen-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/;

export function judgeBackup(folder: string | undefined, maxAgeHours: number, nowMs: number): Finding {
  const todo = 'Run "npm run backup" every hour (docs/operating.md#backups).';
  if (!folder) return warn('backup', 'BACKUP_FOLDER is not set: nobody knows whether there are backups', todo);
  if (!existsSync(folder)) return fault('backup', `${folder} does not exist`, todo);
  const times = readdirSync(folder).flatMap((name) => {
    const [, ...parts] = namePattern.exec(name) ?? [];
    const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.map(Number);
    return parts.length === 0 ? [] : [Date.UTC(year, month - 1, day, hour, minute, second)];
  });
  if (times.length === 0) return fault('backup', `there is none in ${folder}`, todo);
  const hours = Math.round(((nowMs - Math.max(...times)) / hourMs) * 10) / 10;
  const text = `the newest is ${hours} hours old`;
  return hours > maxAgeHours ? fault('backup', text, todo) : ok('backup', text);
}
