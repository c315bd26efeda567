import { domainToASCII } from 'node:url';
import { removeInvisible } from '@goen/contracts/text';
import { decodeEntities } from './html-entities.ts';

/** A mailbox that can be mailed. */
export type MailAddress = {
  /** As its owner writes it, with the domain in ASCII: what is stored and shown. */
  readonly address: string;
  /** RFC 5321: a local part that is no dot-atom, such as docomo's `taro..1`, is quoted. */
  readonly sendable: string;
};

/** Longest address (RFC 5321) and local part. */
const maxLength = 254;
const maxLocalLength = 64;
/** Longer texts are no addresses, and are not searched for one. */
export const maxTextLength = 1_000;

const atom = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
const dotAtom = new RegExp(String.raw`^${atom}(?:\.${atom})*$`);
const atomsAndDots = new RegExp(String.raw`^(?=.*[^.])(?:${atom}|\.)+$`);
/** Angle brackets are left out: mail clients and libraries read them as the bounds of an address. */
const quotable = /^(?=.*[^ .])[\x20-\x3B\x3D\x3F-\x7E]+$/;

/**
 * Reads an address as people and exports write it: full-width, with invisible characters, `mailto:` or a display name, and
 * with the dots of docomo and au. Null when no mail system takes it, or the local part needs SMTPUTF8, which the
 * providers lack. (email-addresses takes 0.2 ms per address and seconds for hostile ones; isemail knows no such forms.)
 */
export function readMailAddress(text: string): MailAddress | null {
  const { local, isQuoted, domain } = splitAddress(text);
  if (local === null || local.length > maxLocalLength || domain === null) return null;
  const isBare = atomsAndDots.test(local);
  if (!isBare && !(isQuoted && quotable.test(local))) return null;
  const quoted = `"${local.replaceAll(/["\\]/g, String.raw`\$&`)}"`;
  const sendable = `${dotAtom.test(local) ? local : quoted}@${domain}`;
  return sendable.length > maxLength ? null : { address: `${isBare ? local : quoted}@${domain}`, sendable };
}

/**
 * The same for every spelling of one mailbox: case, width, quotes, Unicode or punycode. Dots and plus tags stay: what
 * they mean is up to the provider. Also for what cannot be mailed, so that it can be suppressed and erased.
 */
export function toMailboxKey(text: string): string {
  const { local, domain, rest } = splitAddress(text);
  return (local === null ? rest : `${local}@${domain ?? rest}`).toLowerCase();
}

type SplitAddress = {
  /** Without quotes; null without an `@`. */
  readonly local: string | null;
  readonly isQuoted: boolean;
  /** In ASCII; null when no host can have it. */
  readonly domain: string | null;
  /** What is left. */
  readonly rest: string;
};

function splitAddress(text: string): SplitAddress {
  const plain = toPlainText(text);
  const parts = plain.length <= maxTextLength ? /^(?:"((?:[^"\\]|\\.)*)"|(.*\S))\s*@\s*([^@]*)$/s.exec(plain) : null;
  if (parts === null) return { local: null, isQuoted: false, domain: null, rest: plain };
  const [, quoted, bare = '', domain = ''] = parts;
  const local = quoted?.replaceAll(/\\(.)/gs, '$1') ?? bare;
  return { local, isQuoted: quoted !== undefined, domain: toAsciiDomain(domain), rest: domain };
}

/** Half-width, without HTML entities, invisible characters, `mailto:` and a display name before angle brackets. */
function toPlainText(text: string): string {
  const decoded = text.length <= maxTextLength ? decodeEntities(text) : text;
  const narrow = removeInvisible(decoded.normalize('NFKC'))
    .replaceAll(/[\u2010\u2212]/g, '-')
    .replaceAll('。', '.')
    .trim();
  return (/<([^<>]*)>$/.exec(narrow)?.[1] ?? narrow).trim().replace(/^mailto:\s*/i, '');
}

const hostname = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
/** What a URL would read as part of an IPv4 address. */
const numericEnd = /(?:^|\.)(?:\d+|0x[0-9a-f]*)$/;

/** `jp様`: words behind an address. No top-level domain mixes Japanese with Latin letters. */
const mixedEnd = /(?:^|\.)(?=[^.]*[a-z0-9])[^.]*[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}][^.]*$/u;

function toAsciiDomain(domain: string): string | null {
  const name = domain.toLowerCase().replace(/\.$/, '');
  // domainToASCII decodes percent signs and reads ports and paths, as in URLs.
  if (/[^a-z0-9.\u0080-\u{10FFFF}-]/u.test(name) || numericEnd.test(name) || mixedEnd.test(name)) return null;
  const ascii = domainToASCII(name);
  return hostname.test(ascii) ? ascii : null;
}
