import { gunzipSync, inflateSync, zstdDecompressSync } from 'node:zlib';

type Needle = { readonly field: string; readonly bytes: Buffer };
export type Matcher = (content: Buffer) => ReadonlySet<string>;

/**
 * Finds the fields whose values a content holds: as they are (whatever the case of letters), as JSON, URLs, hexadecimal
 * digits and base64 write them, and in what is compressed as a whole.
 */
export function createMatcher(values: Readonly<Record<string, string>>): Matcher {
  const needles = Object.entries(values).flatMap(([field, value]) =>
    listForms(value).map((form): Needle => ({ field, bytes: Buffer.from(form) })),
  );
  const find = (content: Buffer): Set<string> => {
    // Lower case of ASCII letters alone: bytes of other characters must stay.
    const lower = Buffer.from(content).map((byte) => (byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte));
    const haystack = Buffer.from(lower.buffer, lower.byteOffset, lower.length);
    return new Set(needles.filter(({ bytes }) => haystack.includes(bytes)).map(({ field }) => field));
  };
  return (content) => {
    const found = find(content);
    const plain = decompress(content);
    if (plain !== null) for (const field of find(plain)) found.add(field);
    return found;
  };
}

/** In lower case, as the content that they are searched in. */
function listForms(value: string): string[] {
  const escaped = JSON.stringify(value).slice(1, -1);
  const ascii = escaped.replaceAll(
    /[\u0080-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  const digits = /^0\d{9,10}$/.test(value) ? [`+81${value.slice(1)}`] : [];
  const forms = [value, escaped, ascii, encodeURIComponent(value), Buffer.from(value).toString('hex'), ...digits];
  return [...new Set([...forms, ...listBase64Forms(value)].map((form) => form.toLowerCase()))];
}

/** Base64 of a value inside a longer text: by where it starts, without the characters that its neighbours change. */
function listBase64Forms(value: string): string[] {
  return [0, 1, 2].flatMap((offset) => {
    const encoded = Buffer.concat([Buffer.alloc(offset), Buffer.from(value)]).toString('base64');
    const inner = encoded.replaceAll('=', '').slice(offset === 0 ? 0 : offset + 1, -2);
    return [inner, inner.replaceAll('+', '-').replaceAll('/', '_')];
  });
}

function decompress(content: Buffer): Buffer | null {
  const decompressions = [
    { magic: [0x1f, 0x8b], decompressBytes: gunzipSync },
    { magic: [0x78], decompressBytes: inflateSync },
    { magic: [0x28, 0xb5, 0x2f, 0xfd], decompressBytes: zstdDecompressSync },
  ];
  const known = decompressions.find(({ magic }) => magic.every((byte, index) => content[index] === byte));
  try {
    return known?.decompressBytes(content, { maxOutputLength: maxPlainBytes }) ?? null;
  } catch {
    return null;
  }
}

const maxPlainBytes = 64 * 1024 * 1024;
