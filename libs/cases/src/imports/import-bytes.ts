import { type Database, FileImportChunk, withCompany } from '@goen/case-store';

type Of = { readonly importId: string; readonly companyId: string };

/** The bytes of an import, read anew at each call, a chunk at a time. */
export const readImportBytes = (orm: Database, { importId, companyId }: Of) =>
  async function* bytes(): AsyncGenerator<Uint8Array> {
    for (let n = 0; ; n += 1) {
      const chunk = await withCompany(orm, companyId, (em) => em.findOne(FileImportChunk, { importId, n }));
      if (chunk === null) return;
      yield chunk.bytes;
    }
  };
