import type { StepName } from '@goen/contracts/workflow';
import type { SendingWindow } from './sending-windows.ts';

/** FNV-1a over the UTF-16 units, then MurmurHash3's finaliser: FNV alone leaves similar ids close together. */
const hash32 = (text: string): number => {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
};

/** A fraction in [0, 1) that spreads mails over a window. It must never change for a case and kind: replays need it. */
export const computeJitter = (caseId: string, kind: StepName): number => hash32(`${caseId}:${kind}`) / 2 ** 32;

/** The instant at the given fraction of a sending window, in milliseconds. */
export const pickInstantMs = (window: SendingWindow, fraction: number): number =>
  window.startMs + Math.floor((window.endMs - window.startMs) * fraction);
