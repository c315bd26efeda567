import { pipeline, Readable } from 'node:stream';
import { Busboy } from '@fastify/busboy';
import { maxImportBytes } from '@goen/contracts/public';
import { HttpProblem } from '@goen/service-kit';
import type { Context } from 'hono';

export type UploadedFile = { readonly name: string | null; readonly bytes: AsyncIterable<Uint8Array> };

const spreadsheet = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
/** A file as the body; what it is, its content says. */
export const fileTypes = ['text/csv', 'text/tab-separated-values', spreadsheet, 'application/octet-stream'] as const;
export const formType = 'multipart/form-data';

/** What a form has around its file. */
const formBytes = 64 * 1024;
const noFile = (detail: string) => new HttpProblem('invalid_request', { detail });

/** The file of a request, as its bytes come in: the body itself, or the one file of a form. */
export async function uploadedFile(c: Context): Promise<UploadedFile> {
  const type = c.req.header('content-type') ?? '';
  const mediaType = type.split(';')[0]?.trim().toLowerCase() ?? '';
  const isForm = mediaType === formType;
  if (!isForm && !fileTypes.some((one) => one === mediaType)) throw new HttpProblem('unsupported_media_type');
  const declaredBytes = Number(c.req.header('content-length') ?? 0);
  if (declaredBytes > maxImportBytes + (isForm ? formBytes : 0)) throw new HttpProblem('body_too_large');
  const { body } = c.req.raw;
  if (!isForm) return { name: null, bytes: body ?? Readable.from([]) };
  if (body === null) throw noFile('The form is empty.');
  return fileOfForm(type, Readable.fromWeb(body as never));
}

async function fileOfForm(type: string, body: Readable): Promise<UploadedFile> {
  const form = parserOf(type);
  const broken = noFile('The form can’t be read.');
  let files = 0;
  const found = new Promise<{ name: string; stream: Readable }>((resolve, reject) => {
    form.on('file', (_field, stream, name) => {
      // A form that breaks off tells it once, to whoever listens then: it is to be found later too.
      stream.on('error', () => stream.destroy(broken));
      files += 1;
      if (files === 1) resolve({ name, stream });
      else stream.resume();
    });
    form.once('finish', () => reject(noFile('The form has no file.')));
    form.on('error', () => reject(broken));
  });
  const ended = new Promise<boolean>((resolve) => {
    form.once('finish', () => resolve(true));
    form.on('error', () => resolve(false));
    pipeline(body, form, (error) => {
      if (error) resolve(false);
    });
  });
  const { name, stream } = await found;
  async function* bytes(): AsyncGenerator<Uint8Array> {
    try {
      for await (const chunk of stream) yield chunk as Uint8Array;
      if (!(await ended)) throw broken;
      if (files > 1) throw noFile('The form has more than one file.');
    } finally {
      body.destroy();
    }
  }
  return { name: name === '' ? null : name, bytes: bytes() };
}

function parserOf(type: string): InstanceType<typeof Busboy> {
  try {
    return new Busboy({ headers: { 'content-type': type }, limits: { fields: 20, fieldSize: 1024, parts: 30 } });
  } catch {
    throw noFile('The form names no boundary.');
  }
}
