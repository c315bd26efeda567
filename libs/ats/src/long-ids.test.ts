import { unzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import type { HookRequest } from './ats-vendor.ts';
import { openTable } from './files/table.ts';
import { createFile, createWorkbook } from './files/testing/file-fixture.ts';
import type { ReportedItem } from './reported-item.ts';
import { greenhouse } from './vendors/greenhouse/greenhouse.ts';
import { standardWebhooks } from './vendors/standard-webhooks.ts';
import { zohoRecruit } from './vendors/zoho-recruit.ts';

const now = new Date('2026-11-27T03:00:00Z');
const connection = { id: '0d3b4f52-7f0e-4f0b-9d2b-111111111111', settings: {}, secrets: {} };

/** A rejection of the vendor, its ids written as `id` into the JSON. */
const bodies = {
  zoho: (id: string) =>
    `{"event":"rejected","rejected_on":"2026-11-27","last_name":"長井","application_id":${id},"candidate_id":${id}}`,
  greenhouse: (id: string) =>
    `{"action":"reject_candidate","payload":{"application":{"id":${id},"rejected_at":"2026-11-27T01:00:00Z",
      "candidate":{"id":${id},"last_name":"長井"}}}}`,
  standard: (id: string) =>
    `{"type":"application.rejected","timestamp":"2026-11-27T01:00:00Z","data":{"application":{"remote_id":${id},
      "rejected_at":"2026-11-27T01:00:00Z"},"candidate":{"remote_id":${id}},"job":{"remote_id":${id},"name":"営業"}}}`,
} as const;
const vendors = { zoho: zohoRecruit, greenhouse, standard: standardWebhooks };

async function read(vendor: keyof typeof bodies, id: string): Promise<ReportedItem | undefined> {
  const request: HookRequest = {
    headers: new Headers({ 'content-type': 'application/json' }),
    url: new URL('http://gateway.test/v1/hooks/x'),
    body: Buffer.from(bodies[vendor](id)),
  };
  const items = await vendors[vendor].hook?.read(connection, request, now);
  return items?.[0];
}

describe.each(Object.keys(bodies) as (keyof typeof bodies)[])('ids in a hook of %s', (vendor) => {
  it.each([
    ['554023000000409121', '554023000000409121'],
    ['554023000000409122', '554023000000409122'],
    ['9007199254740993', '9007199254740993'],
    ['"554023000000409121"', '554023000000409121'],
    ['409121', '409121'],
    ['409121.0', '409121'],
  ])('%s is read digit by digit', async (written, id) => {
    expect(await read(vendor, written)).toMatchObject({
      kind: 'rejection',
      report: { application: { remote_id: id }, candidate: { remote_id: id } },
    });
  });

  it.each([
    '1.23457E+11',
    '5.5402300000040912e17',
    '"1.23457E+11"',
    '1E+11',
    '1e5',
    '"1e5"',
    '9007199254740993.0',
    '554023000000409088.0',
    '"554023000000409088.0"',
  ])('%s is refused', async (written) => {
    expect(await read(vendor, written)).toMatchObject({
      kind: 'refused',
      errors: expect.arrayContaining([
        expect.objectContaining({ pointer: '/application/remote_id', code: 'rounded_id' }),
        expect.objectContaining({ pointer: '/candidate/remote_id', code: 'rounded_id' }),
      ]) as unknown,
    });
  });
});

/** The only cell of a workbook whose number is written as `value`. */
async function readCell(value: string): Promise<string | undefined> {
  const path = 'xl/worksheets/sheet1.xml';
  const files = unzipSync(
    createWorkbook([
      ['応募ID', '氏名'],
      ['1', '山田'],
    ]),
  );
  const xml = Buffer.from(files[path] ?? []).toString();
  const row = `<row r="2"><c r="A2"><v>${value}</v></c><c r="B2" t="str"><v>山田</v></c></row>`;
  const sheet = Buffer.from(xml.replace(/<row r="2".*<\/row>/s, row));
  const table = await openTable(createFile(zipSync({ ...files, [path]: sheet }), 8192));
  if (table.kind !== 'table') throw new Error('the workbook was refused');
  for await (const { cells } of table.rows()) return cells[0];
  return undefined;
}

it.each([
  ['45012', '45012'],
  ['1.5E3', '1500'],
  ['123456789012345', '123456789012345'],
  ['554023000000409121', '554023000000409121'],
  ['554023000000409000', '5.54023000000409e+17'],
  ['5.54023000000409E+17', '5.54023000000409e+17'],
])('the number %s of a workbook is read as %s', async (written, text) => {
  expect(await readCell(written)).toBe(text);
});
