import type { Actor } from '@goen/client';
import { useWords } from './use-words.ts';

/** Who did something, as a person reads it. */
export function useActorName(): (actor: Actor | null) => string {
  const words = useWords();
  return (actor) => {
    if (actor === null) return words('actors.system');
    if (actor.name !== null) return actor.name;
    return actor.kind === 'key' || actor.kind === 'operator' ? words(`actors.${actor.kind}`) : words('actors.system');
  };
}
