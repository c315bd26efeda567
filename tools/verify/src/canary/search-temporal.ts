import type { TemporalClient } from '@goen/stack/demo';
import type { Matcher } from './find-canaries.ts';
import { addHits, type Hits } from './search-databases.ts';

/** Searches what Temporal's API gives out: histories of all runs with their payloads, memos, search attributes, Schedules. */
export async function searchTemporal(client: TemporalClient, find: Matcher): Promise<{ hits: Hits; runs: number }> {
  const hits = new Map<string, Set<string>>();
  let runs = 0;
  // Payloads one by one, since they may be compressed; everything together, since that is faster for plain text.
  const findInTexts = (value: unknown) => {
    const texts = [...listTexts(value)];
    const compressed = texts.filter((text) => text.length > 0 && (text[0] ?? 0) < 0x20);
    return new Set(
      [Buffer.concat(texts.flatMap((text) => [text, separator])), ...compressed].flatMap((text) => [...find(text)]),
    );
  };
  for await (const { workflowId, runId, raw } of client.workflow.list()) {
    runs += 1;
    const history = await client.workflow.getHandle(workflowId, runId).fetchHistory();
    for (const part of [history, raw]) {
      addHits(hits, `temporal.${workflowId.split(':')[0]}`, findInTexts(part));
    }
  }
  for await (const schedule of client.schedule.list()) {
    addHits(hits, 'temporal.schedule', findInTexts(schedule));
  }
  return { hits, runs };
}

const separator = Buffer.from('\n');

/** Every text and every payload in a value, however deep. */
function* listTexts(value: unknown): Generator<Buffer> {
  if (typeof value === 'string') yield Buffer.from(value);
  else if (value instanceof Uint8Array) yield Buffer.from(value);
  else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) {
      yield Buffer.from(key);
      yield* listTexts(inner);
    }
  }
}
