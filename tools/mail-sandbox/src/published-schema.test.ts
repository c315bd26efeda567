import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { Resend } from 'resend';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type Sandbox, startSandbox } from './index.ts';

const specs = process.env.VENDOR_SPECS;

describe.skipIf(!specs)("answers have the shapes of Resend's own description", () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'mail-sandbox-'));
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  let sandbox: Sandbox;
  let resend: Resend;

  /** What the description holds against an answer. Its keys are all optional, so unknown keys count too. */
  const faults = (name: string, answer: unknown, undescribed: string[] = []) => {
    const validate = ajv.getSchema(`resend#/components/schemas/${name}`);
    if (!validate) throw new Error(`The description has no schema ${name}.`);
    const valid = validate(answer) === true;
    const { properties } = validate.schema as { properties: Record<string, unknown> };
    const unknown = Object.keys(answer as object).filter((key) => !(key in properties) && !undescribed.includes(key));
    return [...(valid ? [] : (validate.errors ?? [])), ...unknown];
  };
  const mail = { from: 'a <a@example.com>', to: 'b@example.com', subject: 's', html: '<p>h</p>', text: 't' };
  /** Documented and answered by Resend, but not in its description yet. */
  const undescribed = ['tags', 'scheduled_at'];

  beforeAll(async () => {
    ajv.addSchema(parse(readFileSync(join(specs ?? '', 'resend.yaml'), 'utf8')) as object, 'resend');
    sandbox = await startSandbox({ dataDir, rateLimitPerSecond: null });
    resend = new Resend('re_test', { baseUrl: sandbox.url });
  });
  afterAll(async () => {
    await sandbox.close();
    rmSync(dataDir, { recursive: true });
  });

  it('POST /emails', async () => {
    expect(faults('SendEmailRequest', mail)).toEqual([]);
    expect(faults('SendEmailResponse', (await resend.emails.send(mail)).data)).toEqual([]);
  });

  it('POST /emails/batch', async () => {
    expect(faults('CreateBatchEmailsResponse', (await resend.batch.send([mail, mail])).data)).toEqual([]);
  });

  it('GET /emails and GET /emails/{id}', async () => {
    const { data } = await resend.emails.send(mail);
    expect(faults('Email', (await resend.emails.get(data?.id ?? '')).data, undescribed)).toEqual([]);
    const list = await resend.emails.list({ limit: 2 });
    expect(faults('ListEmailsResponse', list.data)).toEqual([]);
    for (const item of list.data?.data ?? []) expect(faults('Email', item, undescribed)).toEqual([]);
  });
});
