import { setTimeout as delay } from 'node:timers/promises';
import type { ServerProcess } from './server-process.ts';

const readyTimeoutMs = 90_000;
const pollIntervalMs = 200;

export type Endpoints = { readonly address: string; readonly uiUrl: string };

/** Parses the line with which the binary reports that it is ready; null for any other line. */
function parseReadyLine(line: string): Endpoints | null {
  try {
    const value = JSON.parse(line) as { ready?: unknown; address?: unknown; ui?: unknown };
    return value.ready === true && typeof value.address === 'string' && typeof value.ui === 'string'
      ? { address: value.address, uiUrl: value.ui }
      : null;
  } catch {
    return null;
  }
}

/** Waits for the binary's ready line. Rejects with its last log lines when it exits or takes too long. */
export async function waitForReadyLine(server: ServerProcess): Promise<Endpoints> {
  const killTimer = setTimeout(() => void server.kill(), readyTimeoutMs);
  try {
    const endpoints = parseReadyLine((await server.firstLine) ?? '');
    if (endpoints !== null) return endpoints;
    await server.kill();
    throw new Error(`The Temporal server did not start (${await server.exited}): ${server.lastLogLines()}`);
  } finally {
    clearTimeout(killTimer);
  }
}

/** Polls the UI until it knows the namespace; the Temporal CLI prints no ready line. */
export async function waitForUi(server: ServerProcess, endpoints: Endpoints, namespace: string): Promise<Endpoints> {
  const killTimer = setTimeout(() => void server.kill(), readyTimeoutMs);
  try {
    for (;;) {
      const response = await fetch(`${endpoints.uiUrl}/api/v1/namespaces/${namespace}`).catch(() => null);
      if (response?.ok) return endpoints;
      const exit = await Promise.race([server.exited, delay(pollIntervalMs, null)]);
      if (exit !== null) throw new Error(`The Temporal CLI did not start a server (${exit}): ${server.lastLogLines()}`);
    }
  } finally {
    clearTimeout(killTimer);
  }
}
