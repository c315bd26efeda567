import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Backup, listBackups, partialPattern } from './manifest.ts';

export type Keep = { readonly daily: number; readonly weekly: number };

const dayMs = 86_400_000;

/** The backups that stay: the newest of each of the last days and of each of the last weeks that have one. */
export function chooseKept(backups: readonly Pick<Backup, 'name' | 'manifest'>[], keep: Keep): Set<string> {
  const newestFirst = backups.toSorted((a, b) => b.manifest.at.localeCompare(a.manifest.at));
  const ofEach = (count: number, toPeriod: (dayNumber: number) => number) => {
    const newest = new Map<number, string>();
    for (const { name, manifest } of newestFirst) {
      const period = toPeriod(Math.floor(Date.parse(manifest.at) / dayMs));
      if (!newest.has(period)) newest.set(period, name);
    }
    return [...newest.values()].slice(0, count);
  };
  // 1970-01-01 was a Thursday; weeks begin on Mondays.
  return new Set([...ofEach(keep.daily, (day) => day), ...ofEach(keep.weekly, (day) => Math.floor((day + 3) / 7))]);
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
