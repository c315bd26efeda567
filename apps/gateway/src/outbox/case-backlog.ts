import { countCaseBacklog, type TemporalConnection } from '@goen/temporal-kit';

/** How often the backlog is read while cases start. */
const everyMs = 500;
const deadlineMs = 2_000;
/** Granted per reading while the backlog is long, in case the server's count is wrong or the workers are gone. */
const trickleRows = 10;

/**
 * Grants the starts of sleeping cases: any number while workers keep up, few once more workflow tasks wait for them than
 * a consent should wait behind. A server that does not say counts as one without a backlog.
 */
export class CaseBacklog {
  readonly #client: TemporalConnection['client'];
  readonly #max: number;
  #granted = Number.POSITIVE_INFINITY;
  #readAtMs = Number.NEGATIVE_INFINITY;

  constructor(client: TemporalConnection['client'], max: number) {
    this.#client = client;
    this.#max = max;
  }

  grant(rows: number): number {
    void this.#refresh();
    const granted = Math.min(rows, this.#granted);
    this.#granted -= granted;
    return granted;
  }

  /** Beside the dispatching, which must not wait for it. */
  async #refresh(): Promise<void> {
    if (performance.now() - this.#readAtMs < everyMs) return;
    this.#readAtMs = performance.now();
    const read = () => countCaseBacklog(this.#client);
    const count = await this.#client.withDeadline(Date.now() + deadlineMs, read).catch(() => 0);
    this.#granted = count > this.#max ? trickleRows : Number.POSITIVE_INFINITY;
  }
}
