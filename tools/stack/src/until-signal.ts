/** Resolves at the first SIGINT, SIGTERM or SIGHUP; later ones are ignored while things stop in order. */
export function untilSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve());
  });
}
