import { type FieldError, maxBodyBytes } from '@goen/contracts/public';
import type { Context } from 'hono';
import type { z } from 'zod';
import { HttpProblem } from './problem.ts';

/**
 * The JSON body of a request, checked in this order: media type (415), size (413), syntax (400), shape (422 with a
 * JSON Pointer and a code for each fault).
 */
export async function readJson<T extends z.ZodType>(
  c: Context,
  schema: T,
  limitBytes = maxBodyBytes,
): Promise<z.output<T>> {
  const mediaType = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (mediaType !== 'application/json') throw new HttpProblem('unsupported_media_type');
  const text = await readText(c, limitBytes);
  return validate(parseJson(text), schema);
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new HttpProblem('malformed_json');
  }
}

export function validate<T extends z.ZodType>(value: unknown, schema: T): z.output<T> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new HttpProblem('invalid_request', { errors: parsed.error.issues.map(fieldErrorOf) });
}

function fieldErrorOf(issue: z.core.$ZodIssue): FieldError {
  return { pointer: jsonPointer(issue.path), code: issue.code, detail: issue.message };
}

/** RFC 6901: `~` and `/` in a key are escaped. */
function jsonPointer(path: readonly PropertyKey[]): string {
  return path.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** Cut off at the limit, also when the body has no Content-Length or one that is not true. */
async function readText(c: Context, limitBytes: number): Promise<string> {
  const declaredBytes = Number(c.req.header('content-length') ?? Number.NaN);
  if (declaredBytes > limitBytes) throw new HttpProblem('body_too_large');
  // A server holds a request to its Content-Length; read whole it costs a fraction of what a stream does.
  const bytes = Number.isNaN(declaredBytes) ? await readStream(c, limitBytes) : await c.req.raw.arrayBuffer();
  if (bytes.byteLength > limitBytes) throw new HttpProblem('body_too_large');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new HttpProblem('malformed_json', { detail: 'The body is not UTF-8.' });
  }
}

async function readStream(c: Context, limitBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of c.req.raw.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > limitBytes) throw new HttpProblem('body_too_large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
