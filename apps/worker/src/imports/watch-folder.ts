import { setTimeout } from 'node:timers/promises';
import { lookAtFolder, type Seen, type WatchedFolder } from './watched-folder.ts';

/**
 * Looks at the folder again and again: also where a share tells of no changes. A file is whole when nothing of it changed
 * from one look to the next.
 */
export function watchFolder(watched: WatchedFolder, everyMs: number): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const { signal } = stopping;
  const seen: Seen = new Map();
  const loop = async () => {
    while (!signal.aborted) {
      await lookAtFolder(watched, seen).catch((error: unknown) => {
        watched.logger.error({ err: error }, 'the watched folder could not be read');
      });
      await setTimeout(everyMs, undefined, { signal }).catch(() => undefined);
    }
  };
  const running = loop();
  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
