import { pipeline, Readable } from 'node:stream';
import { Busboy } from '@fastify/busboy';
import { maxImportBytes } from '@goen/contracts/public';
import { HttpProblem, limitBody } from '@goen/service-kit';
import type { Context } from 'hono';

export type UploadedFile = { readonly name: string | null; readonly bytes: AsyncIterable<Uint8Array> };

const spreadsheet = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
/** Media types of a file as the body. Its format is detected from its content: Windows calls every CSV a workbook. */
export const fileTypes = [
  'text/csv',
  'application/csv',
  'text/tab-separated-values',
  'text/plain',
  spreadsheet,
  'application/vnd.ms-excel',
  'application/octet-stream',
] as const;
export const formType = 'multipart/form-data';

/** Room for what a form has around its file. */
const formOverheadBytes = 64 * 1024;
export const maxUploadBytes = maxImportBytes + formOverheadBytes;

const invalidForm = (detail: string) => new HttpProblem('invalid_request', { detail });

/** Streams the uploaded file: the body itself, or the only file of a form. The route checked the media type. */
export async function readUploadedFile(c: Context): Promise<UploadedFile> {
  const contentType = c.req.header('content-type') ?? '';
  if (contentType.split(';')[0]?.trim().toLowerCase() !== formType) {
    if (Number(c.req.header('content-length') ?? 0) > maxImportBytes) throw new HttpProblem('body_too_large');
    return { name: null, bytes: limitBody(c, { maxBytes: maxImportBytes, tooLargeCode: 'body_too_large' }) };
  }
  const { body } = c.req.raw;
  if (body === null) throw invalidForm('The form is empty.');
  return readFormFile(contentType, Readable.fromWeb(body as never));
}

async function readFormFile(contentType: string, body: Readable): Promise<UploadedFile> {
  const form = createFormParser(contentType);
  let fault = invalidForm('The form is malformed or incomplete.');
  let files = 0;
  const firstFile = new Promise<{ name: string; stream: Readable }>((resolve, reject) => {
    form.on('file', (_field, stream, name) => {
      // A truncated form emits its error once, perhaps before anybody reads: destroying the stream keeps it.
      stream.on('error', () => stream.destroy(fault));
      files += 1;
      if (files === 1) resolve({ name, stream });
      else stream.resume();
    });
    form.once('finish', () => reject(invalidForm('The form has no file.')));
    form.on('error', () => reject(fault));
  });
  const isComplete = new Promise<boolean>((resolve) => {
    form.once('finish', () => resolve(true));
    form.on('error', () => resolve(false));
    body.once('error', (error) => {
      // A packed body that is too long or corrupt.
      if (error instanceof HttpProblem) fault = error;
    });
    pipeline(body, form, (error) => {
      if (error) resolve(false);
    });
  });
  const { name, stream } = await firstFile;
  async function* readBytes(): AsyncGenerator<Uint8Array> {
    try {
      for await (const chunk of stream) yield chunk as Uint8Array;
      if (!(await isComplete)) throw fault;
      if (files > 1) throw invalidForm('The form has more than one file.');
    } finally {
      body.destroy();
    }
  }
  return { name: name === '' ? null : name, bytes: readBytes() };
}

function createFormParser(contentType: string): InstanceType<typeof Busboy> {
  try {
    return new Busboy({ headers: { 'content-type': contentType }, limits: { fields: 20, fieldSize: 1024, parts: 30 } });
  } catch {
    throw invalidForm('The Content-Type of the form has no boundary.');
  }
}
