import { readdirSync, readFileSync } from 'node:fs';

/** Of Linux, whatever the kernel's own tick. */
const ticksPerSecond = 100;

type Usage = { readonly parent: number; readonly ownTicks: number; readonly endedChildrenTicks: number };

/**
 * The CPU time that a process and everything it started has used so far, in milliseconds. Unlike a rate, it says what
 * the work costs on a machine that does other things, too.
 */
export function readCpuMs(pid: number): number {
  const usages = new Map<number, Usage>();
  for (const name of readdirSync('/proc')) {
    const usage = /^\d+$/.test(name) ? readUsage(Number(name)) : null;
    if (usage) usages.set(Number(name), usage);
  }
  const root = usages.get(pid);
  if (root === undefined) return 0;
  const sum = (id: number, usage: Usage): number =>
    [...usages]
      .filter(([, { parent }]) => parent === id)
      .reduce((ticks, [child, its]) => ticks + sum(child, its), usage.ownTicks + usage.endedChildrenTicks);
  return (sum(pid, root) * 1000) / ticksPerSecond;
}

/** Null for a process that has just ended. */
function readUsage(pid: number): Usage | null {
  try {
    // The name of the process, in parentheses, may itself have blanks and parentheses.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\)/s, '').trim().split(' ').map(Number);
    const [, parent = 0] = fields;
    const ticks = (from: number) => (fields[from] ?? 0) + (fields[from + 1] ?? 0);
    return { parent, ownTicks: ticks(11), endedChildrenTicks: ticks(13) };
  } catch {
    return null;
  }
}
