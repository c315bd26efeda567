/** Resolves at the first SIGINT, SIGTERM or SIGHUP. Later ones are ignored, so that everything stops in order. */
export function waitForSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve());
  });
}
