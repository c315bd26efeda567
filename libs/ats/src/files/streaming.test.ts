import { describe, expect, it } from 'vitest';
import { maxRecordChars, maxRows } from './limits.ts';
import type { FileBytes } from './read-lines.ts';
import { readRejections } from './read-rejections.ts';
import { openTable } from './table.ts';

const columns = { application_id: '応募ID', full_name: '氏名', status: '選考ステータス', emails: 'メールアドレス' };
const settings = { source: { ats: 'hrmos' }, columns, addressRequired: true, readAt: '2026-05-01T09:00:00+09:00' };

/** A file of `rows` rows, generated while it is read. `served` counts the rows read since it was last opened. */
function createLongFile(rows: number): { open: FileBytes; served: () => number } {
  let served = 0;
  async function* open() {
    served = 0;
    yield Buffer.from(`${Object.values(columns).join(',')}\n`);
    const block = 500;
    for (let from = 0; from < rows; from += block) {
      const lines = Array.from({ length: Math.min(block, rows - from) }, (_, index) => {
        return `A-${from + index},山田 太郎,${index % 2 === 0 ? '不採用' : '選考中'},taro${index}@example.jp\n`;
      });
      served += lines.length;
      yield Buffer.from(lines.join(''));
    }
  }
  return { open, served: () => served };
}

describe('a long file', () => {
  it('of the maximum size is read, never far ahead of the consumer', async () => {
    const file = createLongFile(maxRows);
    const table = await openTable(file.open);
    if (table.kind === 'refused') throw new Error(table.refusal.detail);
    const read = readRejections(table, settings);
    if (read.kind === 'refused') throw new Error('the column map does not fit');
    const counts = { rejection: 0, not_a_rejection: 0, refused: 0 };
    let total = 0;
    let furthestAhead = 0;
    for await (const result of read.results) {
      counts[result.kind] += 1;
      total += 1;
      furthestAhead = Math.max(furthestAhead, file.served() - total);
    }
    expect(table.rowCount).toBe(maxRows);
    expect(counts).toEqual({ rejection: maxRows / 2, not_a_rejection: maxRows / 2, refused: 0 });
    expect(furthestAhead).toBeLessThan(maxRows / 10);
  }, 600_000);

  it('with one row too many is refused', async () => {
    const table = await openTable(createLongFile(maxRows + 1).open);
    expect(table).toMatchObject({ kind: 'refused', refusal: { code: 'too_many_rows' } });
  }, 600_000);

  it('is closed when the consumer stops early', async () => {
    let open = 0;
    const source = createLongFile(20_000);
    async function* watched() {
      open += 1;
      try {
        yield* source.open();
      } finally {
        open -= 1;
      }
    }
    const table = await openTable(watched);
    if (table.kind === 'refused') throw new Error(table.refusal.detail);
    for await (const row of table.rows()) if (row.row > 10) break;
    await expect.poll(() => open, { timeout: 60_000 }).toBe(0);
  });
});

describe('an endless row', () => {
  it('in one line is refused without being buffered', async () => {
    async function* open() {
      yield Buffer.from('応募ID,氏名\n1,');
      for (;;) yield Buffer.alloc(64 * 1024, 'a');
    }
    const table = await openTable(open);
    expect(table).toMatchObject({ kind: 'refused', refusal: { code: 'line_too_long', line: 2 } });
  });

  it('in an open quote is refused without being buffered', async () => {
    async function* open() {
      yield Buffer.from('応募ID,氏名\n1,"');
      for (let chars = 0; chars < 3 * maxRecordChars; chars += 10_000) yield Buffer.from(`${'a'.repeat(9_999)}\n`);
    }
    const table = await openTable(open);
    expect(table).toMatchObject({ kind: 'refused', refusal: { code: 'broken_quotes', line: 2 } });
  });
});
