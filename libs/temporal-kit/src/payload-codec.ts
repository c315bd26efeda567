import { type SealKeys, seal, unsealBytes } from '@goen/service-kit';
import { METADATA_ENCODING_KEY, type Payload, type PayloadCodec, ValueError } from '@temporalio/common';
import { decode, encode } from '@temporalio/common/lib/encoding.js';
import proto from '@temporalio/proto';

const { Payload: message } = proto.temporal.api.common.v1;
/** The name that Temporal's samples and its UI know. */
const encrypted = 'binary/encrypted';
/** What a value is sealed for: no other sealed value of the system opens as a payload. */
const owner = 'temporal payload';

/**
 * Encrypts what Temporal stores of workflows: inputs, results, signals and memos (AES-256-GCM). The first key encrypts,
 * all of them decrypt. What was stored before there was a key stays readable. Search attributes and the messages of
 * failures are not encrypted: they hold ids and codes.
 */
export const createPayloadCodec = (keys: SealKeys): PayloadCodec => ({
  encode: async (payloads) =>
    payloads.map((payload) => ({
      metadata: { [METADATA_ENCODING_KEY]: encode(encrypted) },
      data: seal(message.encode(payload).finish(), owner, keys),
    })),
  decode: async (payloads) => payloads.map((payload) => (isEncrypted(payload) ? open(payload, keys) : payload)),
});

const isEncrypted = ({ metadata }: Payload): boolean => {
  const encoding = metadata?.[METADATA_ENCODING_KEY];
  return encoding !== undefined && encoding !== null && decode(encoding) === encrypted;
};

function open({ data }: Payload, keys: SealKeys): Payload {
  try {
    return message.decode(unsealBytes(data ?? new Uint8Array(), owner, keys));
  } catch {
    throw new ValueError('A payload of Temporal is encrypted with a key that is not in TEMPORAL_PAYLOAD_KEYS.');
  }
}
