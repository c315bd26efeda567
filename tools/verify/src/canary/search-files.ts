import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Matcher } from './find-canaries.ts';
import { addHits, type Hits } from './search-databases.ts';

/** They stand in for providers and vendors, who know the person. */
const sandboxLogs = new Set(['sandbox.log', 'vendors.log']);

/** Searches the bytes of Temporal's store and the logs of all processes. */
export function searchFiles(dataDir: string, find: Matcher): { readonly hits: Hits; readonly bytes: number } {
  const hits = new Map<string, Set<string>>();
  let bytes = 0;
  for (const folder of ['temporal', 'logs']) {
    for (const file of readdirSync(join(dataDir, folder), { recursive: true, encoding: 'utf8' })) {
      const path = join(dataDir, folder, file);
      if (!statSync(path).isFile() || sandboxLogs.has(basename(file))) continue;
      const content = readFileSync(path);
      bytes += content.length;
      addHits(hits, `${folder}/${basename(file)}`, find(content));
    }
  }
  return { hits, bytes };
}
