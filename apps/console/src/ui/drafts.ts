import { createStore, useStore } from './store.ts';

/** What is being written and is not saved, by what it is about: another row, and back, and it is still there. */
export function createDrafts<Draft>() {
  const drafts = createStore<ReadonlyMap<string, Draft>>(new Map());
  return {
    useDraft: (id: string): Draft | undefined => useStore(drafts).get(id),
    /** Whether there is one about any of these. */
    useHasDraft(ids: readonly string[]): boolean {
      const all = useStore(drafts);
      return ids.some((id) => all.has(id));
    },
    keep: (id: string, draft: Draft): void => drafts.set(new Map(drafts.get()).set(id, draft)),
    drop(id: string): void {
      const rest = new Map(drafts.get());
      rest.delete(id);
      drafts.set(rest);
    },
  };
}
