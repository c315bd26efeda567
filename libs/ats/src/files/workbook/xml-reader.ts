import { SaxesParser } from 'saxes';
import { FileRefusedError } from '../file-refusal.ts';
import { maxXmlTokenBytes } from '../limits.ts';
import { brokenWorkbookError } from './archive.ts';

type XmlHandlers = {
  /** Names come without their namespace prefix. */
  readonly open: (name: string, attributes: Readonly<Record<string, string>>) => void;
  readonly close?: (name: string) => void;
  readonly text?: (text: string) => void;
};

const toLocalName = (name: string) => {
  const colon = name.indexOf(':');
  return colon === -1 ? name : name.slice(colon + 1);
};

/** A part is UTF-8 or, with a byte order mark, UTF-16. */
function createDecoder([first, second]: Uint8Array): InstanceType<typeof TextDecoder> {
  const isUtf16 = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  return new TextDecoder(isUtf16 ? (first === 0xff ? 'utf-16le' : 'utf-16be') : 'utf-8', { fatal: true });
}

/** Reads XML piece by piece. Refuses the workbook when it is not well-formed. */
export function createXmlReader({ open, close, text }: XmlHandlers): { write(piece: Uint8Array): void; end(): void } {
  let decoder: InstanceType<typeof TextDecoder> | null = null;
  /** Bytes since the last tag: the parser keeps an unfinished text or tag in memory, however long it gets. */
  let pendingBytes = 0;
  const parser = new SaxesParser<{ xmlns: false; position: false }>({ xmlns: false, position: false });
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    pendingBytes = 0;
    open(toLocalName(name), attributes);
  });
  parser.on('closetag', ({ name }) => {
    pendingBytes = 0;
    close?.(toLocalName(name));
  });
  if (text) {
    parser.on('text', text);
    parser.on('cdata', text);
  }
  const parse = (work: () => void) => {
    try {
      work();
    } catch (error) {
      throw error instanceof FileRefusedError ? error : brokenWorkbookError();
    }
  };
  return {
    write: (piece) =>
      parse(() => {
        if (piece.length === 0) return;
        decoder ??= createDecoder(piece);
        pendingBytes += piece.length;
        parser.write(decoder.decode(piece, { stream: true }));
        if (pendingBytes > maxXmlTokenBytes)
          throw new FileRefusedError('too_large', `the workbook has a text of over ${maxXmlTokenBytes} bytes`);
      }),
    end: () => parse(() => parser.write(decoder?.decode() ?? '').close()),
  };
}

/** Reads a whole part at once; one that is missing has no tags. */
export function parseXml(pieces: readonly Uint8Array[], open: XmlHandlers['open']): void {
  if (pieces.length === 0) return;
  const reader = createXmlReader({ open });
  for (const piece of pieces) reader.write(piece);
  reader.end();
}
