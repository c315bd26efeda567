import { SaxesParser } from 'saxes';
import { isRefusal } from '../file-refusal.ts';
import { brokenWorkbook } from './archive.ts';

export type XmlHandlers = {
  /** Names without their prefix. */
  readonly open: (name: string, attributes: Readonly<Record<string, string>>) => void;
  readonly close?: (name: string) => void;
  readonly text?: (text: string) => void;
};

const local = (name: string) => {
  const colon = name.indexOf(':');
  return colon === -1 ? name : name.slice(colon + 1);
};

/** Reads XML in UTF-8 piece by piece. Refuses (throws a refusal) what is not well-formed. */
export function xmlReader({ open, close, text }: XmlHandlers): { write(piece: Uint8Array): void; end(): void } {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const parser = new SaxesParser<{ xmlns: false; position: false }>({ xmlns: false, position: false });
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => open(local(name), attributes));
  if (close) parser.on('closetag', ({ name }) => close(local(name)));
  if (text) {
    parser.on('text', text);
    parser.on('cdata', text);
  }
  const read = (work: () => void) => {
    try {
      work();
    } catch (error) {
      throw isRefusal(error) ? error : brokenWorkbook();
    }
  };
  return {
    write: (piece) => read(() => parser.write(decoder.decode(piece, { stream: true }))),
    end: () => read(() => parser.write(decoder.decode()).close()),
  };
}
