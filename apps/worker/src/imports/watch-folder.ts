import { repeat } from '@goen/service-kit';
import { type SeenFiles, scanFolder, type WatchedFolder } from './watched-folder.ts';

/** Scans the folder periodically, because network shares report no changes. A file unchanged between scans is complete. */
export function watchFolder(watched: WatchedFolder, everyMs: number): { stop(): Promise<void> } {
  const seen: SeenFiles = new Map();
  return repeat(
    () => scanFolder(watched, seen),
    everyMs,
    (error) => watched.logger.error({ err: error }, 'Failed to read the watched folder'),
  );
}
