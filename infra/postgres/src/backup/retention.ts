import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Backup, listBackups, partialPattern } from './manifest.ts';

export type Keep = { readonly hourly: number; readonly daily: number; readonly weekly: number };

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** The backups that stay: the newest of each of the last hours, days and weeks that have one. */
export function chooseKept(backups: readonly Pick<Backup, 'name' | 'manifest'>[], keep: Keep): Set<string> {
  const newestFirst = backups.toSorted((a, b) => b.manifest.at.localeCompare(a.manifest.at));
  const ofEach = (count: number, toPeriod: (atMs: number) => number) => {
    const newest = new Map<number, string>();
    for (const { name, manifest } of newestFirst) {
      const period = toPeriod(Date.parse(manifest.at));
      if (!newest.has(period)) newest.set(period, name);
    }
    return [...newest.values()].slice(0, count);
  };
  const toDay = (atMs: number) => Math.floor(atMs / dayMs);
  return new Set([
    ...ofEach(keep.hourly, (atMs) => Math.floor(atMs / hourMs)),
    ...ofEach(keep.daily, toDay),
    // 1970-01-01 was a Thursday; weeks begin on Mondays.
    ...ofEach(keep.weekly, (atMs) => Math.floor((toDay(atMs) + 3) / 7)),
  ]);
}

/** Deletes what is not kept, and what backups that were cut off more than a day ago left. Returns the names. */
export function prune(folder: string, keep: Keep, nowMs: number): string[] {
  const backups = listBackups(folder);
  const kept = chooseKept(backups, keep);
  const old = backups.map(({ name }) => name).filter((name) => !kept.has(name));
  const cutOff = readdirSync(folder).filter(
    (name) => partialPattern.test(name) && statSync(join(folder, name)).mtimeMs < nowMs - dayMs,
  );
  const names = [...old, ...cutOff];
  for (const name of names) rmSync(join(folder, name), { recursive: true });
  return names;
}
