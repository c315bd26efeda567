import { dropRepeatedStop } from '@goen/contracts/text';
import { markPattern } from '../wordings/expand-tokens.ts';
import { type PersonalValues, type PersonalVariable, personalVariables } from './values.ts';

/** Text with gaps for one person's values: there is one text more than gaps. */
export type Segments = { readonly texts: readonly string[]; readonly gaps: readonly PersonalVariable[] };

/** Splits at the marks. A mark of anything but a personal variable is a bug of the renderer. */
export function toSegments(marked: string): Segments {
  const texts: string[] = [];
  const gaps: PersonalVariable[] = [];
  for (const [index, part] of marked.split(markPattern).entries()) {
    if (index % 2 === 0) {
      texts.push(part);
      continue;
    }
    const name = personalVariables.find((variable) => variable === part);
    if (name === undefined) throw new Error(`The layout did not fill in ${part}.`);
    gaps.push(name);
  }
  return { texts, gaps };
}

export const fillSegments = ({ texts, gaps }: Segments, values: PersonalValues): string =>
  texts.map((text, index) => (index === 0 ? text : follow(values[gaps[index - 1] as PersonalVariable], text))).join('');

const follow = (value: string, text: string): string => value + dropRepeatedStop(value, text);

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#x27;',
};
/** For text and quoted attributes, with the entities that React writes. */
const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (char) => entities[char] ?? char);

export const escapeValues = (values: PersonalValues): PersonalValues =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, escapeHtml(value)])) as PersonalValues;
