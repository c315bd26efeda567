import type { Ids } from '../shared/ids.ts';
import type { StoreContext } from '../shared/store-context.ts';
import { toTokyoTime } from '../shared/tokyo-time.ts';
import type { Candidacy, Requisition, TerminationReason, TimelineComment } from './candidacy.ts';

type NewCandidacy = Partial<Candidacy> & Pick<Candidacy, 'name'>;
type NewComment = Pick<TimelineComment, 'body'> & Partial<Pick<TimelineComment, 'textType' | 'mentionTo'>>;

/** The data of one HERP tenant. */
export type HerpStore = {
  /** Fills in missing fields, and creates the requisition if it does not exist. */
  addCandidacy(candidacy: NewCandidacy): Candidacy;
  addRequisition(requisition: Partial<Requisition> & Pick<Requisition, 'name'>): Requisition;
  /** As when a recruiter ends the selection. Throws for an unknown id, like `reopen`. */
  terminate(id: string, reason: TerminationReason, terminatedAt?: string): Candidacy;
  /** As when a recruiter undoes a rejection. */
  reopen(id: string): Candidacy;
  candidacies(): readonly Candidacy[];
  requisitions(): readonly Requisition[];
  addComment(candidacyId: string, comment: NewComment): TimelineComment;
  /** Oldest first. */
  comments(candidacyId: string): readonly TimelineComment[];
};

type HerpState = {
  candidacies: Map<string, Candidacy>;
  requisitions: Map<string, Requisition>;
  comments: Map<string, TimelineComment[]>;
};
export const createHerpState = (): HerpState => ({
  candidacies: new Map(),
  requisitions: new Map(),
  comments: new Map(),
});

export function createHerpStore({ state, ids, now, markChanged }: StoreContext<HerpState>): HerpStore {
  const { candidacies, requisitions, comments } = state;
  const readNow = () => toTokyoTime(now().toISOString());
  const change = (id: string, changes: Partial<Candidacy>) => {
    const candidacy = candidacies.get(id);
    if (candidacy === undefined) throw new Error(`HERP has no candidacy ${id}`);
    markChanged();
    return Object.assign(candidacy, changes);
  };
  const store: HerpStore = {
    addRequisition(fields) {
      const createdAt = readNow();
      const defaults = { id: ids.uuid(), status: 'active', careerPageStatus: 'published' } as const;
      const requisition = { createdAt, updatedAt: createdAt, ...defaults, ...fields };
      requisitions.set(requisition.id, requisition);
      markChanged();
      return requisition;
    },
    addCandidacy(fields) {
      const candidacy = { ...createEmptyCandidacy(ids, readNow()), ...fields };
      if (!requisitions.has(candidacy.requisitionId))
        store.addRequisition({ id: candidacy.requisitionId, name: `職種 ${requisitions.size + 1}` });
      candidacies.set(candidacy.id, candidacy);
      markChanged();
      return candidacy;
    },
    terminate(id, terminationReason, instant = readNow()) {
      const terminatedAt = toTokyoTime(instant);
      return change(id, {
        status: 'terminated',
        terminationReason,
        terminatedAt,
        stepUpdatedAt: terminatedAt,
        updatedAt: terminatedAt,
      });
    },
    reopen(id) {
      const updatedAt = readNow();
      const open = { status: 'active', terminationReason: null, terminatedAt: null } as const;
      return change(id, { ...open, stepUpdatedAt: updatedAt, updatedAt });
    },
    candidacies: () => [...candidacies.values()],
    requisitions: () => [...requisitions.values()],
    addComment(candidacyId, { body, textType = 'text/plain', mentionTo = [] }) {
      const comment = { id: ids.uuid(), body, textType, mentionTo, createdAt: readNow() };
      comments.set(candidacyId, [...(comments.get(candidacyId) ?? []), comment]);
      markChanged();
      return comment;
    },
    comments: (candidacyId) => comments.get(candidacyId) ?? [],
  };
  return store;
}

const createEmptyCandidacy = (ids: Ids, createdAt: string): Omit<Candidacy, 'name'> => ({
  id: ids.uuid(),
  email: null,
  telephoneNumber: null,
  age: null,
  company: null,
  status: 'active',
  requisitionId: ids.uuid(),
  appliedAt: createdAt,
  step: 'entry',
  stepUpdatedAt: createdAt,
  channel: { type: 'careerPage', kind: 'careerPage', description: null },
  education: null,
  career: null,
  note: null,
  tags: [],
  terminationReason: null,
  terminatedAt: null,
  operators: [],
  updatedAt: createdAt,
});
