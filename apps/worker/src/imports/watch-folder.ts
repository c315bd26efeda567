import { repeat } from '@goen/service-kit';
import { lookAtFolder, type Seen, type WatchedFolder } from './watched-folder.ts';

/**
 * Looks at the folder again and again: also where a share tells of no changes. A file is whole when nothing of it changed
 * from one look to the next.
 */
export function watchFolder(watched: WatchedFolder, everyMs: number): { stop(): Promise<void> } {
  const seen: Seen = new Map();
  return repeat(
    () => lookAtFolder(watched, seen),
    everyMs,
    (error) => watched.logger.error({ err: error }, 'the watched folder could not be read'),
  );
}
