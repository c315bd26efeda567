import { BackupError } from './backup-error.ts';

const newline = 10;
/** Ends the rows of a table, as in the dumps of pg_dump. */
export const endOfRows = Buffer.from('\\.\n');

/** Splits a stream of any chunks into lines and blocks of rows, without holding more than a chunk and a line. */
export class ScriptReader {
  readonly #chunks: AsyncIterator<Buffer>;
  #buffer: Buffer = Buffer.alloc(0);

  constructor(script: AsyncIterable<Buffer>) {
    this.#chunks = script[Symbol.asyncIterator]();
  }

  /** Null at the end. */
  async readLine(): Promise<string | null> {
    let at = this.#buffer.indexOf(newline);
    while (at < 0) {
      if (!(await this.#readMore())) {
        if (this.#buffer.length > 0) throw new BackupError('The backup ends within a line.');
        return null;
      }
      at = this.#buffer.indexOf(newline);
    }
    return this.#take(at + 1).toString('utf8', 0, at);
  }

  /** Up to the line that ends them, which is taken, too. Rows are passed on whole. */
  async *readRows(): AsyncGenerator<Buffer> {
    for (;;) {
      if (this.#buffer.subarray(0, endOfRows.length).equals(endOfRows)) {
        this.#take(endOfRows.length);
        return;
      }
      // A row never begins with the mark: COPY escapes backslashes.
      const end = this.#buffer.indexOf('\n\\.\n');
      const whole = end >= 0 ? end + 1 : this.#buffer.lastIndexOf(newline) + 1;
      if (whole > 0) yield this.#take(whole);
      if (end < 0 && !(await this.#readMore())) throw new BackupError('The backup ends within a table.');
    }
  }

  #take(bytes: number): Buffer {
    const taken = this.#buffer.subarray(0, bytes);
    this.#buffer = this.#buffer.subarray(bytes);
    return taken;
  }

  async #readMore(): Promise<boolean> {
    const next = await this.#chunks.next();
    if (next.done) return false;
    this.#buffer = this.#buffer.length === 0 ? next.value : Buffer.concat([this.#buffer, next.value]);
    return true;
  }
}
