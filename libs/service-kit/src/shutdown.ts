import { ConfigError } from './config.ts';
import type { Logger } from './logger.ts';

/**
 * The main of every service: starts it, waits for SIGTERM, SIGINT or the end of its launcher, closes it and exits. A
 * failed start exits with 1 and says why; a second signal does not interrupt closing.
 */
export function runUntilSignal(logger: Logger, start: () => Promise<{ close(): Promise<void> }>): void {
  void (async () => {
    try {
      const running = await start();
      await new Promise<void>((resolve) => {
        for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => resolve());
        // The IPC channel closes when the launcher dies: a service never outlives its launcher.
        process.once('disconnect', () => resolve());
      });
      logger.info('Stopping');
      await running.close();
      process.exit(0);
    } catch (error) {
      if (error instanceof ConfigError) process.stderr.write(`${error.message}\n`);
      else logger.fatal({ err: error }, 'Failed to start');
      process.exit(1);
    }
  })();
}
