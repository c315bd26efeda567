import { SaxesParser } from 'saxes';
import { FileRefusedError } from '../file-refusal.ts';
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

/** Reads UTF-8 XML piece by piece. Refuses the workbook when it is not well-formed. */
export function createXmlReader({ open, close, text }: XmlHandlers): { write(piece: Uint8Array): void; end(): void } {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const parser = new SaxesParser<{ xmlns: false; position: false }>({ xmlns: false, position: false });
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => open(toLocalName(name), attributes));
  if (close) parser.on('closetag', ({ name }) => close(toLocalName(name)));
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
    write: (piece) => parse(() => parser.write(decoder.decode(piece, { stream: true }))),
    end: () => parse(() => parser.write(decoder.decode()).close()),
  };
}
