import type { Range } from './faults.ts';
import type { Chip } from './one-mail.ts';
import classes from './wording-editor.module.css';

type Piece = { readonly text: string; readonly look: 'plain' | 'variable' | 'fault'; readonly at: number };

type MarkedTextProps = { text: string; faults: readonly Range[]; chips?: readonly Chip[] | undefined };

/** The text once more behind the field, with its faults and variables marked where they are. */
export const MarkedText = ({ text, faults, chips = [] }: MarkedTextProps) => (
  <div className={classes.mirror} aria-hidden>
    {toPieces(text, faults, chips).map(({ text: piece, look, at }) =>
      look === 'plain' ? (
        piece
      ) : (
        <mark key={at} data-look={look}>
          {piece}
        </mark>
      ),
    )}
    {/* A last line break has a height in a field, and none here. */}
    {'\u200B'}
  </div>
);

function toPieces(text: string, faults: readonly Range[], chips: readonly Chip[]): Piece[] {
  const shown = chips.map((chip) => chip.shown.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  const pattern = new RegExp([...shown, '\\{\\{[^{}\\n]*\\}\\}'].join('|'), 'g');
  const variables = [...text.matchAll(pattern)].map(({ 0: found, index }) => ({
    start: index,
    end: index + found.length,
    look: 'variable' as const,
  }));
  const marks = [...faults.map((range) => ({ ...range, look: 'fault' as const })), ...variables];
  const pieces: Piece[] = [];
  let at = 0;
  for (const { start, end, look } of marks.toSorted((a, b) => a.start - b.start || (a.look === 'fault' ? -1 : 1))) {
    if (start < at) continue;
    if (start > at) pieces.push({ text: text.slice(at, start), look: 'plain', at });
    pieces.push({ text: text.slice(start, end), look, at: start });
    at = end;
  }
  return [...pieces, { text: text.slice(at), look: 'plain', at }];
}
