import { setTimeout as pause } from 'node:timers/promises';
import type { ServerProcess } from './server-process.ts';

const readyLimitMs = 90_000;
const askAgainMs = 200;

export type Ready = { readonly address: string; readonly uiUrl: string };

/** Reads one line of this folder's server, null when it is not the one that says it is ready. */
export function parseReadyLine(line: string): Ready | null {
  try {
    const value = JSON.parse(line) as { ready?: unknown; address?: unknown; ui?: unknown };
    return value.ready === true && typeof value.address === 'string' && typeof value.ui === 'string'
      ? { address: value.address, uiUrl: value.ui }
      : null;
  } catch {
    return null;
  }
}

/** Waits for the line that says the server is ready. Rejects with its last words when it ends or takes too long. */
export async function readyByLine(server: ServerProcess): Promise<Ready> {
  const limit = setTimeout(() => void server.kill(), readyLimitMs);
  try {
    const ready = parseReadyLine((await server.firstLine) ?? '');
    if (ready !== null) return ready;
    await server.kill();
    throw new Error(`The Temporal server did not start (${await server.exited}): ${server.lastWords()}`);
  } finally {
    clearTimeout(limit);
  }
}

/** Asks the UI for the namespace until it answers: the Temporal CLI prints nothing to wait for. */
export async function readyByUi(server: ServerProcess, ready: Ready, namespace: string): Promise<Ready> {
  const limit = setTimeout(() => void server.kill(), readyLimitMs);
  try {
    for (;;) {
      const answer = await fetch(`${ready.uiUrl}/api/v1/namespaces/${namespace}`).catch(() => null);
      if (answer?.ok) return ready;
      const ended = await Promise.race([server.exited, pause(askAgainMs, null)]);
      if (ended !== null) throw new Error(`The Temporal CLI did not start a server (${ended}): ${server.lastWords()}`);
    }
  } finally {
    clearTimeout(limit);
  }
}
