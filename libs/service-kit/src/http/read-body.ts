import type { IncomingMessage } from 'node:http';
import type { Context } from 'hono';
import { parseLosslessJson } from '../lossless-json.ts';
import { HttpProblem } from './problem.ts';
import { anyMediaType, type BodyPolicy } from './route-policy.ts';

const mediaType = (c: Context) => c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase();
const declaredBytes = (c: Context) => Number(c.req.header('content-length') ?? Number.NaN);

/** Refuses by the headers alone: 413 for a declared length over the limit, then 415 for another media type. */
export function checkDeclaredBody(c: Context, { mediaTypes, maxBytes, tooLargeCode, required }: BodyPolicy): void {
  if (declaredBytes(c) > maxBytes) throw new HttpProblem(tooLargeCode);
  if (mediaTypes.includes(anyMediaType)) return;
  const type = mediaType(c);
  if (type === undefined && !required) return;
  if (type === undefined || !mediaTypes.includes(type)) {
    throw new HttpProblem('unsupported_media_type', { detail: `Send ${mediaTypes.join(' or ')}.` });
  }
}

/**
 * Reads and parses a JSON body once: validators and handlers then get the parsed value from `c.req.json()`. They also
 * see the plain media type, since some spellings that RFC 9110 allows (`application/json;`) are unknown to them.
 */
export async function readJsonBody(c: Context, policy: BodyPolicy): Promise<void> {
  const parsed = parseJson(decodeUtf8(await readWhole(c, policy)));
  c.req.json = <T>() => Promise.resolve(parsed as T);
  const readHeader = c.req.header.bind(c.req);
  c.req.header = ((name?: string) => {
    if (name === undefined) return readHeader();
    return name.toLowerCase() === 'content-type' ? 'application/json' : readHeader(name);
  }) as typeof c.req.header;
}

/** An integer that a double cannot hold is read as the string of its digits. */
export function parseJson(text: string): unknown {
  try {
    return parseLosslessJson(text);
  } catch {
    throw new HttpProblem('malformed_json');
  }
}

/** Creating one costs more than decoding a body. */
const utf8 = new TextDecoder('utf-8', { fatal: true });

function decodeUtf8(bytes: ArrayBuffer | Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw new HttpProblem('malformed_json', { detail: 'The body is not UTF-8.' });
  }
}

type Limits = Pick<BodyPolicy, 'maxBytes' | 'tooLargeCode'> & {
  /** How long the body may take to arrive. */
  readonly timeoutMs?: number;
};

/** For a body of some hundred kB, on a slow line. A server's own limit has to allow long uploads. */
const defaultTimeoutMs = 60_000;

/**
 * The bytes of a body. Also a body without a declared length is refused at the limit plus one byte. The connection of a
 * body that does not arrive in time is closed, as Node does at its own limit.
 */
export async function readWhole(c: Context, limits: Limits): Promise<ArrayBuffer | Uint8Array> {
  const cached = c.req.bodyCache.arrayBuffer;
  if (cached !== undefined) return cached;
  const { incoming } = (c.env ?? {}) as { incoming?: IncomingMessage };
  const timer = setTimeout(() => incoming?.destroy(), limits.timeoutMs ?? defaultTimeoutMs);
  try {
    return await readBytes(c, limits);
  } finally {
    clearTimeout(timer);
  }
}

async function readBytes(c: Context, { maxBytes, tooLargeCode }: Limits): Promise<ArrayBuffer | Uint8Array> {
  // A server holds a request to its Content-Length; reading it whole costs a fraction of what a stream does.
  if (!Number.isNaN(declaredBytes(c))) {
    const bytes = await c.req.raw.arrayBuffer();
    if (bytes.byteLength > maxBytes) throw new HttpProblem(tooLargeCode);
    return bytes;
  }
  const chunks: Uint8Array[] = [];
  for await (const chunk of limitBody(c, { maxBytes, tooLargeCode })) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** The body as it arrives; throws the route's too-large problem at the limit plus one byte. */
export async function* limitBody(
  c: Context,
  { maxBytes, tooLargeCode }: Pick<BodyPolicy, 'maxBytes' | 'tooLargeCode'>,
): AsyncGenerator<Uint8Array> {
  const cached = c.req.bodyCache.arrayBuffer;
  if (cached !== undefined) {
    yield new Uint8Array(await Promise.resolve(cached));
    return;
  }
  let bytes = 0;
  // Not cancelled on a refusal: `closeAfterUnreadBody` then discards the rest of the same stream.
  for await (const chunk of c.req.raw.body?.values({ preventCancel: true }) ?? []) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) throw new HttpProblem(tooLargeCode);
    yield chunk;
  }
}
