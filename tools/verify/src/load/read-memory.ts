import { readdirSync, readFileSync } from 'node:fs';
import type { Stack } from '@goen/stack';

/**
 * Memory per process in MB of 1,000,000 bytes: of the services, and of PostgreSQL and Temporal with all they started.
 * Shared pages are divided among those who share them.
 */
export function readMemory({ services }: Stack): Readonly<Record<string, number>> {
  const byService = Object.entries(services).flatMap(([name, service]) => {
    const id = service.pid();
    return id === undefined ? [] : [[name, readMb(id)] as const];
  });
  const known = new Set(Object.values(services).map((service) => service.pid()));
  const others = new Map<string, number>();
  for (const { pid, command } of listDescendants(process.pid)) {
    if (known.has(pid) || !/postgres|temporal/.test(command)) continue;
    const name = command.includes('postgres') ? 'postgres' : 'temporal';
    others.set(name, (others.get(name) ?? 0) + readMb(pid));
  }
  return Object.fromEntries([...byService, ...others]);
}

function listDescendants(root: number): { readonly pid: number; readonly command: string }[] {
  const all = readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      const [, command = '', rest = ''] = /^\d+ \((.*)\) (.*)$/s.exec(readFileSync(`/proc/${name}/stat`, 'utf8')) ?? [];
      return [{ pid: Number(name), command, parent: Number(rest.split(' ')[1]) }];
    } catch {
      // It has just ended.
      return [];
    }
  });
  const collect = (parent: number): typeof all =>
    all.filter((each) => each.parent === parent).flatMap((each) => [each, ...collect(each.pid)]);
  return collect(root);
}

function readMb(pid: number): number {
  try {
    const kB = /^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1];
    return (Number(kB ?? 0) * 1_024) / 1_000_000;
  } catch {
    return 0;
  }
}
