import { ConfigError } from './config.ts';
import type { Logger } from './logger.ts';

/**
 * The main of every service: starts it, waits for SIGTERM, SIGINT or the end of its launcher, closes it in order, exits. A failing start says
 * what is wrong and exits with 1; a second signal does not cut the closing short.
 */
export function runUntilSignal(logger: Logger, start: () => Promise<{ close(): Promise<void> }>): void {
  void (async () => {
    try {
      const running = await start();
      await new Promise<void>((resolve) => {
        for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => resolve());
        // A launcher that dies breaks its channel: a service never outlives it unasked.
        process.once('disconnect', () => resolve());
      });
      logger.info('stopping');
      await running.close();
      process.exit(0);
    } catch (error) {
      if (error instanceof ConfigError) process.stderr.write(`${error.message}\n`);
      else logger.fatal({ err: error }, 'could not run');
      process.exit(1);
    }
  })();
}
