import { parse } from 'csv-parse/sync';
import iconv from 'iconv-lite';
import { expect, test } from 'vitest';
import { loadScenario, readExample } from './scenario.ts';

test('no two applications of a company have one id', () => {
  for (const { slug, channels } of loadScenario().companies) {
    const ids = channels.flatMap(({ kind, file }) => listApplicationIds(kind, readExample(file)));
    expect([slug, ids.filter((id, index) => ids.indexOf(id) !== index)]).toEqual([slug, []]);
  }
});

function listApplicationIds(kind: string, bytes: Buffer): string[] {
  if (kind === 'hrmos') {
    const rows: string[][] = parse(iconv.decode(bytes, 'CP932'), { relaxColumnCount: true, fromLine: 4 });
    return rows.map(([id = '']) => id);
  }
  const lines = bytes.toString('utf8').split('\n').filter(Boolean);
  return lines.map((line) => {
    const body = JSON.parse(line) as {
      application?: { remote_id?: string; id?: number };
      payload?: { application: { id: number } };
    };
    return String(body.application?.remote_id ?? body.application?.id ?? body.payload?.application.id);
  });
}
