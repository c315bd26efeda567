import { ConfigError } from './config.ts';
import { createLogger, type Logger } from './logger.ts';
import { startTelemetry } from './telemetry/start-telemetry.ts';

/**
 * The main of every service: starts it, waits for SIGTERM, SIGINT or the end of its launcher, closes it and exits. A
 * failed start exits with 1 and says why; a second signal does not interrupt closing. As process 1 of a container a
 * signal without a handler is ignored, so the handlers come first: `start` imports the service, and a signal meanwhile
 * exits at once.
 */
export function runService(name: string, start: (logger: Logger) => Promise<{ close(): Promise<void> }>): void {
  const logger = createLogger(name, process.env.LOG_LEVEL);
  const stopRequested = new Promise<'stop'>((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => resolve('stop'));
    // The IPC channel closes when the launcher dies: a service never outlives its launcher.
    process.once('disconnect', () => resolve('stop'));
  });
  void (async () => {
    try {
      const telemetry = await startTelemetry(name);
      const running = await Promise.race([start(logger), stopRequested]);
      if (running === 'stop') {
        logger.info('Stopped before it was ready');
      } else {
        await stopRequested;
        logger.info('Stopping');
        await running.close();
        await telemetry.close();
      }
      process.exit(0);
    } catch (error) {
      if (error instanceof ConfigError) process.stderr.write(`${error.message}\n`);
      else logger.fatal({ err: error }, 'Failed to start');
      process.exit(1);
    }
  })();
}
