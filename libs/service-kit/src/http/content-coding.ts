import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ReadableStream as NodeStream } from 'node:stream/web';
import { createGunzip } from 'node:zlib';
import type { Context } from 'hono';
import { HttpProblem } from './problem.ts';
import type { BodyPolicy } from './route-policy.ts';

/** Node asks for it; where the types of browsers are loaded as well, they do not know it. */
const halfDuplex = { duplex: 'half' } as const;

const isGzip = (coding: string): boolean => coding === 'gzip' || coding === 'x-gzip';

const refuseCoding = (detail: string) =>
  new HttpProblem('unsupported_media_type', { detail, headers: { 'accept-encoding': 'gzip' } });

/**
 * Unpacks a body with `Content-Encoding: gzip` for everything that reads it later; refuses other codings with 415. It is
 * unpacked while it is read, to the route's limit plus one byte at most, so that a bomb costs no more than a long body.
 */
export function decodeBody(c: Context, limit: Pick<BodyPolicy, 'maxBytes' | 'tooLargeCode'>): void {
  const coding = c.req.header('content-encoding')?.trim().toLowerCase() ?? '';
  if (coding === '' || coding === 'identity') return;
  if (!isGzip(coding)) throw refuseCoding('Send the body as it is, or with Content-Encoding: gzip.');
  const { raw } = c.req;
  if (raw.body === null) return;
  const headers = new Headers(raw.headers);
  headers.delete('content-encoding');
  headers.delete('content-length');
  const unpacked: unknown = NodeStream.from(unpack(raw.body, limit));
  const body = unpacked as ReadableStream<Uint8Array>;
  c.req.raw = new Request(raw.url, { method: raw.method, headers, body, ...halfDuplex, signal: raw.signal });
}

async function* unpack(
  packed: ReadableStream<Uint8Array>,
  { maxBytes, tooLargeCode }: Pick<BodyPolicy, 'maxBytes' | 'tooLargeCode'>,
): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip({ chunkSize: 64 * 1024 });
  // Not cancelled on a refusal: `closeAfterUnreadBody` then discards the rest of the same stream.
  const source = Readable.from(packed.values({ preventCancel: true }), { highWaterMark: 1 });
  const done = pipeline(source, gunzip).catch(() => undefined);
  let bytes = 0;
  try {
    for await (const chunk of gunzip) {
      bytes += (chunk as Uint8Array).byteLength;
      if (bytes > maxBytes) throw new HttpProblem(tooLargeCode);
      yield chunk as Uint8Array;
    }
  } catch (error) {
    throw isCorrupt(error) ? refuseCoding('The body is not valid gzip.') : error;
  } finally {
    gunzip.destroy();
    await done;
  }
}

/** An error of zlib, also for an end too early; errors of the connection have other codes. */
const isCorrupt = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('Z_');
