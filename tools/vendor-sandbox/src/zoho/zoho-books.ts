import type { BookTools } from '../shared/book-tools.ts';
import { stamp } from './zoho-answers.ts';

export const modules = ['Candidates', 'Applications', 'Job_Openings'] as const;
export type Module = (typeof modules)[number];

/** A record: what Zoho keeps of every one, and the module's fields under their API names. */
export type ZohoRecord = {
  id: string;
  Created_Time: string;
  Modified_Time: string;
  Associated_Tags: string[];
  [field: string]: unknown;
};
export type ZohoNote = {
  id: string;
  Note_Title: string | null;
  Note_Content: string;
  Parent_Id: string;
  se_module: Module;
  Created_Time: string;
  Modified_Time: string;
};
export type StatusChange = { module: Module; id: string; status: string; comments: string | null; at: string };
type Fields = Readonly<Record<string, unknown>>;

/** What one Zoho Recruit organisation holds. */
export type ZohoBooks = {
  add(module: Module, fields: Fields): ZohoRecord;
  update(record: ZohoRecord, fields: Fields): ZohoRecord;
  find(module: Module, id: string): ZohoRecord | undefined;
  records(module: Module): readonly ZohoRecord[];
  /** A candidate takes its applications and notes along. False when there was none. */
  remove(module: Module, id: string): boolean;
  addNote(note: Pick<ZohoNote, 'Note_Title' | 'Note_Content' | 'Parent_Id' | 'se_module'>): ZohoNote;
  notes(): readonly ZohoNote[];
  noteStatus(change: Omit<StatusChange, 'at'>): void;
  /** Every change of a status that was asked for through the API, oldest first. */
  statusChanges(): readonly StatusChange[];
};

export type ZohoState = {
  records: Record<Module, Map<string, ZohoRecord>>;
  notes: ZohoNote[];
  statusChanges: StatusChange[];
};
export const emptyZoho = (): ZohoState => ({
  records: { Candidates: new Map(), Applications: new Map(), Job_Openings: new Map() },
  notes: [],
  statusChanges: [],
});

export function createZohoBooks({ state, ids, now, changed }: BookTools<ZohoState>): ZohoBooks {
  const { records: books } = state;
  const moment = () => stamp(now().toISOString());
  const id = () => ids.next('486812000001');
  return {
    add(module, fields) {
      const at = moment();
      const record = { id: id(), Created_Time: at, Modified_Time: at, Associated_Tags: [], ...fields };
      books[module].set(record.id, record);
      changed();
      return record;
    },
    update(record, fields) {
      changed();
      return Object.assign(record, fields, { Modified_Time: moment() });
    },
    find: (module, wanted) => books[module].get(wanted),
    records: (module) => [...books[module].values()],
    remove(module, wanted) {
      if (!books[module].delete(wanted)) return false;
      changed();
      state.notes = state.notes.filter((note) => note.Parent_Id !== wanted);
      for (const one of books.Applications.values())
        if (module === 'Candidates' && one.$Candidate_Id === wanted) books.Applications.delete(one.id);
      return true;
    },
    addNote(given) {
      const at = moment();
      const note = { id: id(), ...given, Created_Time: at, Modified_Time: at };
      state.notes.push(note);
      changed();
      return note;
    },
    notes: () => state.notes,
    noteStatus(change) {
      state.statusChanges.push({ ...change, at: moment() });
      changed();
    },
    statusChanges: () => state.statusChanges,
  };
}
