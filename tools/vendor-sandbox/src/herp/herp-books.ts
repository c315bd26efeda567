import type { BookTools } from '../shared/book-tools.ts';
import type { Ids } from '../shared/ids.ts';
import { tokyoTime } from '../shared/tokyo-time.ts';
import type { Candidacy, Requisition, TerminationReason, TimelineComment } from './candidacy.ts';

export type NewCandidacy = Partial<Candidacy> & Pick<Candidacy, 'name'>;
export type NewComment = Pick<TimelineComment, 'body'> & Partial<Pick<TimelineComment, 'textType' | 'mentionTo'>>;

/** What one HERP tenant holds. */
export type HerpBooks = {
  /** Fills what is not said; its requisition is made when it is not there. */
  addCandidacy(candidacy: NewCandidacy): Candidacy;
  addRequisition(requisition: Partial<Requisition> & Pick<Requisition, 'name'>): Requisition;
  /** A recruiter ends the selection. Throws when there is no such candidacy, as `reopen` does. */
  terminate(id: string, reason: TerminationReason, at?: string): Candidacy;
  /** A recruiter takes the end back: an un-rejection. */
  reopen(id: string): Candidacy;
  candidacies(): readonly Candidacy[];
  requisitions(): readonly Requisition[];
  comment(id: string, comment: NewComment): TimelineComment;
  /** Of one candidacy, oldest first. */
  comments(id: string): readonly TimelineComment[];
};

export type HerpState = {
  candidacies: Map<string, Candidacy>;
  requisitions: Map<string, Requisition>;
  comments: Map<string, TimelineComment[]>;
};
export const emptyHerp = (): HerpState => ({ candidacies: new Map(), requisitions: new Map(), comments: new Map() });

export function createHerpBooks({ state, ids, now, changed }: BookTools<HerpState>): HerpBooks {
  const { candidacies, requisitions, comments } = state;
  const moment = () => tokyoTime(now().toISOString());
  const change = (id: string, changes: Partial<Candidacy>) => {
    const candidacy = candidacies.get(id);
    if (candidacy === undefined) throw new Error(`HERP has no candidacy ${id}.`);
    changed();
    return Object.assign(candidacy, changes);
  };
  const books: HerpBooks = {
    addRequisition(given) {
      const at = moment();
      const filled = { id: ids.uuid(), status: 'active', careerPageStatus: 'published', ...given } as const;
      const requisition = { createdAt: at, updatedAt: at, ...filled };
      requisitions.set(requisition.id, requisition);
      changed();
      return requisition;
    },
    addCandidacy(given) {
      const candidacy = { ...emptyCandidacy(ids, moment()), ...given };
      if (!requisitions.has(candidacy.requisitionId))
        books.addRequisition({ id: candidacy.requisitionId, name: `職種 ${requisitions.size + 1}` });
      candidacies.set(candidacy.id, candidacy);
      changed();
      return candidacy;
    },
    terminate(id, terminationReason, given = moment()) {
      const at = tokyoTime(given);
      return change(id, {
        status: 'terminated',
        terminationReason,
        terminatedAt: at,
        stepUpdatedAt: at,
        updatedAt: at,
      });
    },
    reopen(id) {
      const at = moment();
      const open = { status: 'active', terminationReason: null, terminatedAt: null } as const;
      return change(id, { ...open, stepUpdatedAt: at, updatedAt: at });
    },
    candidacies: () => [...candidacies.values()],
    requisitions: () => [...requisitions.values()],
    comment(id, { body, textType = 'text/plain', mentionTo = [] }) {
      const comment = { id: ids.uuid(), body, textType, mentionTo, createdAt: moment() };
      comments.set(id, [...(comments.get(id) ?? []), comment]);
      changed();
      return comment;
    },
    comments: (id) => comments.get(id) ?? [],
  };
  return books;
}

const emptyCandidacy = (ids: Ids, at: string): Omit<Candidacy, 'name'> => ({
  id: ids.uuid(),
  email: null,
  telephoneNumber: null,
  age: null,
  company: null,
  status: 'active',
  requisitionId: ids.uuid(),
  appliedAt: at,
  step: 'entry',
  stepUpdatedAt: at,
  channel: { type: 'careerPage', kind: 'careerPage', description: null },
  education: null,
  career: null,
  note: null,
  tags: [],
  terminationReason: null,
  terminatedAt: null,
  operators: [],
  updatedAt: at,
});
