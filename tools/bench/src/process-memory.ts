import { readFileSync } from 'node:fs';

/** Resident memory of a process as Linux records it, in MB of 1,000,000 bytes: now, or at its highest. */
export function readRssMb(pid: number | undefined, which: 'now' | 'peak'): number {
  const field = which === 'peak' ? 'VmHWM' : 'VmRSS';
  const kB = new RegExp(`${field}:\\s+(\\d+) kB`).exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return (Number(kB) * 1024) / 1_000_000;
}
