import type { StoreContext } from '../shared/store-context.ts';
import { toTokyoTime } from '../shared/tokyo-time.ts';

export const modules = ['Candidates', 'Applications', 'Job_Openings'] as const;
export type Module = (typeof modules)[number];

/** Zoho's system fields, and the module's fields under their API names. */
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
type StatusChange = { module: Module; id: string; status: string; comments: string | null; at: string };
type Fields = Readonly<Record<string, unknown>>;

/** The data of one Zoho Recruit organisation. */
export type ZohoStore = {
  add(module: Module, fields: Fields): ZohoRecord;
  update(record: ZohoRecord, fields: Fields): ZohoRecord;
  find(module: Module, id: string): ZohoRecord | undefined;
  records(module: Module): readonly ZohoRecord[];
  /** Deletes a record with its notes; a candidate also with its applications. False when it does not exist. */
  remove(module: Module, id: string): boolean;
  addNote(note: Pick<ZohoNote, 'Note_Title' | 'Note_Content' | 'Parent_Id' | 'se_module'>): ZohoNote;
  notes(): readonly ZohoNote[];
  recordStatusChange(change: Omit<StatusChange, 'at'>): void;
  /** Every status change requested through the API, oldest first. */
  statusChanges(): readonly StatusChange[];
};

type ZohoState = {
  records: Record<Module, Map<string, ZohoRecord>>;
  notes: ZohoNote[];
  statusChanges: StatusChange[];
};
export const createZohoState = (): ZohoState => ({
  records: { Candidates: new Map(), Applications: new Map(), Job_Openings: new Map() },
  notes: [],
  statusChanges: [],
});

export function createZohoStore({ state, ids, now, markChanged }: StoreContext<ZohoState>): ZohoStore {
  const { records } = state;
  const readNow = () => toTokyoTime(now().toISOString());
  const nextId = () => ids.next('486812000001');
  return {
    add(module, fields) {
      const createdAt = readNow();
      const system = { id: nextId(), Created_Time: createdAt, Modified_Time: createdAt, Associated_Tags: [] };
      const record = { ...system, ...fields };
      records[module].set(record.id, record);
      markChanged();
      return record;
    },
    update(record, fields) {
      markChanged();
      return Object.assign(record, fields, { Modified_Time: readNow() });
    },
    find: (module, id) => records[module].get(id),
    records: (module) => [...records[module].values()],
    remove(module, id) {
      if (!records[module].delete(id)) return false;
      markChanged();
      state.notes = state.notes.filter((note) => note.Parent_Id !== id);
      for (const application of records.Applications.values())
        if (module === 'Candidates' && application.$Candidate_Id === id) records.Applications.delete(application.id);
      return true;
    },
    addNote(fields) {
      const createdAt = readNow();
      const note = { id: nextId(), ...fields, Created_Time: createdAt, Modified_Time: createdAt };
      state.notes.push(note);
      markChanged();
      return note;
    },
    notes: () => state.notes,
    recordStatusChange(change) {
      state.statusChanges.push({ ...change, at: readNow() });
      markChanged();
    },
    statusChanges: () => state.statusChanges,
  };
}
