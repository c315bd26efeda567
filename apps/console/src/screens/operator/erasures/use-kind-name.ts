import { findKind } from './kinds.ts';
import { useTexts } from './texts.ts';

export function useKindName(): (kind: string) => string {
  const t = useTexts();
  return (kind) => {
    const known = findKind(kind);
    return known === undefined ? kind : t(`kinds.${known}.name`);
  };
}
