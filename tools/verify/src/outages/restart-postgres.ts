import { setTimeout as sleep } from 'node:timers/promises';
import type { Stack } from '@goen/stack';

/** Backends of a killed server notice after a moment, and hold its memory until then. */
export async function restartPostgres(stack: Stack): Promise<void> {
  await stack.killPostgres();
  for (let attempt = 1; ; attempt += 1) {
    try {
      await stack.restartPostgres();
      return;
    } catch (error) {
      if (attempt === 30) throw error;
      await sleep(1_000);
    }
  }
}
