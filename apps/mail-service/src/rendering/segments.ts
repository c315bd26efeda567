import { markPattern } from '../wordings/expand-tokens.ts';
import { type PersonalValues, type PersonalVariable, personalVariables } from './values.ts';

/** Text with holes for the values of one person: `texts` has one more than `holes`. */
export type Segments = { readonly texts: readonly string[]; readonly holes: readonly PersonalVariable[] };

/** Cuts at the marks. A mark of anything but a personal variable is a fault of the renderer. */
export function toSegments(marked: string): Segments {
  const texts: string[] = [];
  const holes: PersonalVariable[] = [];
  for (const [nth, part] of marked.split(markPattern).entries()) {
    if (nth % 2 === 0) {
      texts.push(part);
      continue;
    }
    const name = personalVariables.find((one) => one === part);
    if (name === undefined) throw new Error(`${part} was to be filled in by the layout.`);
    holes.push(name);
  }
  return { texts, holes };
}

export const fillSegments = ({ texts, holes }: Segments, values: PersonalValues): string =>
  texts.map((text, nth) => (nth === 0 ? text : values[holes[nth - 1] as PersonalVariable] + text)).join('');

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#x27;',
};
/** For text and for quoted attributes; the same entities as React writes. */
const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (char) => entities[char] ?? char);

export const escapeValues = (values: PersonalValues): PersonalValues =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, escapeHtml(value)])) as PersonalValues;
