import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createZstdCompress, createZstdDecompress } from 'node:zlib';
import { Decrypter, Encrypter } from 'age-encryption';
import { BackupError } from './backup-error.ts';

export type FileSums = { readonly bytes: number; readonly sha256: string };

/** Writes a new file: compressed (zstd), then encrypted for the recipients (age). Needs little memory, however much comes. */
export async function writeSealedFile(
  file: string,
  content: AsyncIterable<Buffer>,
  recipients: readonly string[],
): Promise<FileSums> {
  const encrypter = new Encrypter();
  for (const recipient of recipients) encrypter.addRecipient(recipient);
  const sums = createSums();
  await pipeline(
    content,
    createZstdCompress(),
    async function* encrypt(compressed: AsyncIterable<Buffer>) {
      yield* await encrypter.encrypt(toWebStream(compressed));
    },
    sums.pass,
    createWriteStream(file, { flags: 'wx', mode: 0o600, flush: true }),
  );
  return sums.read();
}

/** Hashes a file without opening it: needs no key. */
export async function readSums(file: string): Promise<FileSums> {
  const sums = createSums();
  await pipeline(createReadStream(file), sums.pass, async (chunks: AsyncIterable<Buffer>) => {
    for await (const _ of chunks);
  });
  return sums.read();
}

/** The content of a sealed file. Throws a BackupError at the first chunk that was changed, or when no identity opens it. */
export async function* readSealedFile(file: string, identities: readonly string[]): AsyncGenerator<Buffer> {
  const decrypter = new Decrypter();
  for (const identity of identities) decrypter.addIdentity(identity);
  const decompress = createZstdDecompress();
  const reading = pipeline(
    createReadStream(file),
    async function* decrypt(sealed: AsyncIterable<Buffer>) {
      yield* await decrypter.decrypt(toWebStream(sealed));
    },
    decompress,
  );
  reading.catch(() => {});
  try {
    for await (const chunk of decompress) yield chunk as Buffer;
    await reading;
  } catch (error) {
    await reading.catch(() => {});
    throw new BackupError(`Cannot open ${file}: ${(error as Error).message}`);
  }
}

function createSums() {
  const hash = createHash('sha256');
  let bytes = 0;
  const pass = new Transform({
    transform(chunk: Buffer, _, done) {
      hash.update(chunk);
      bytes += chunk.length;
      done(null, chunk);
    },
  });
  return { pass, read: (): FileSums => ({ bytes, sha256: hash.digest('hex') }) };
}

/** Reads on only when the other side wants more. */
function toWebStream(chunks: AsyncIterable<Buffer>): ReadableStream<Uint8Array<ArrayBuffer>> {
  const iterator = chunks[Symbol.asyncIterator]();
  return new ReadableStream({
    async pull(controller) {
      const next = await iterator.next();
      if (next.done) controller.close();
      else controller.enqueue(new Uint8Array(next.value));
    },
    async cancel() {
      await iterator.return?.();
    },
  });
}
