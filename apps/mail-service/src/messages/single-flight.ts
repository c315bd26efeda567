/** Runs one job a name at a time in this process; who comes meanwhile gets the running one's outcome. */
export type SingleFlight = { join(name: string, job: () => Promise<void>): Promise<void> };

export function createSingleFlight(): SingleFlight {
  const running = new Map<string, Promise<void>>();
  return {
    join(name, job) {
      const known = running.get(name);
      if (known) return known;
      const started = job().finally(() => running.delete(name));
      running.set(name, started);
      return started;
    },
  };
}
