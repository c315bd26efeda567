import { constants, inflateRawSync, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { type SealKeys, seal, unseal, unsealBytes } from '@goen/service-kit';
import type { RenderedMail } from '../providers/provider.ts';

/** Compression costs most of a mail's time here, so the level is a fast one; a mail still shrinks to a third. */
const params = { [constants.ZSTD_c_compressionLevel]: -3 };

/** Bodies stored before `seal` named a format begin with a byte that names their compression. */
const earlierUnpackers = new Map<number | undefined, (body: Buffer) => Buffer>([
  [1, (body) => body],
  [2, (body) => inflateRawSync(body)],
  [3, (body) => zstdDecompressSync(body)],
]);

export type BodyCipher = {
  seal(mail: RenderedMail, messageId: string): Buffer;
  open(sealed: Uint8Array, messageId: string): RenderedMail;
  /** What the provider says about a mail. */
  sealText(text: string, messageId: string): Buffer;
  openText(sealed: Uint8Array, messageId: string): string;
};

const toTextOwner = (messageId: string): string => `${messageId}:provider-text`;

/** Compresses and encrypts mails for storage; a body can't be moved to another message. */
export const createBodyCipher = (keys: SealKeys): BodyCipher => ({
  seal: (mail, messageId) => seal(zstdCompressSync(JSON.stringify(mail), { params }), messageId, keys),
  open(sealed, messageId) {
    const unpackEarlier = earlierUnpackers.get(sealed[0]);
    const json = unpackEarlier
      ? unpackEarlier(unsealBytes(sealed.subarray(1), messageId, keys))
      : zstdDecompressSync(unsealBytes(sealed, messageId, keys));
    return JSON.parse(json.toString('utf8')) as RenderedMail;
  },
  sealText: (text, messageId) => seal(text, toTextOwner(messageId), keys),
  openText: (sealed, messageId) => unseal(sealed, toTextOwner(messageId), keys),
});
