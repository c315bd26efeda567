import { readFileSync } from 'node:fs';

/** The high-water mark of a process's resident memory, as Linux records it, in MB of 1,000,000 bytes. */
export function readPeakRssMb(pid: number | undefined): number {
  const kB = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return (Number(kB) * 1024) / 1_000_000;
}
