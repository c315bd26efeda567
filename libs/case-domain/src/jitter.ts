import type { StepName } from '@goen/contracts/workflow';
import type { Slot } from './sending-days.ts';

/** FNV-1a over the UTF-16 units, then MurmurHash3's finaliser: FNV alone leaves like ids close together. */
const hash32 = (text: string): number => {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
};

/** Where in a slot, from 0 up to but not 1: the same for a case and a kind for ever, so on every replay. */
export const jitterOf = (caseId: string, kind: StepName): number => hash32(`${caseId}:${kind}`) / 2 ** 32;

/** The instant inside the slot that a fraction stands for. */
export const momentIn = (slot: Slot, jitter: number): number =>
  slot.startMs + Math.floor((slot.endMs - slot.startMs) * jitter);
