import { type Database, FileImportChunk, withCompany } from '@goen/case-store';

type ImportKey = { readonly importId: string; readonly companyId: string };

/** A reader of the bytes of an import, chunk by chunk; each call starts over. */
export const readImportBytes = (orm: Database, { importId, companyId }: ImportKey) =>
  async function* bytes(): AsyncGenerator<Uint8Array> {
    for (let n = 0; ; n += 1) {
      const chunk = await withCompany(orm, companyId, (em) => em.findOne(FileImportChunk, { importId, n }));
      if (chunk === null) return;
      yield chunk.bytes;
    }
  };
