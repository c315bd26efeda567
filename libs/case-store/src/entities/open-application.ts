import { defineEntity, p } from '@mikro-orm/core';

const OpenApplicationSchema = defineEntity({
  name: 'OpenApplication',
  tableName: 'open_application',
  properties: {
    id: p.uuid().primary(),
    companyId: p.uuid(),
    connectionId: p.uuid(),
    /** The application and its candidate as the source knows them: ids only, nobody has decided about the person yet. */
    applicationRemoteId: p.text(),
    candidateRemoteId: p.text().nullable(),
    /** The step or status, in the words of the source. */
    stage: p.text().nullable(),
    /** When it reached the stage: as the source says, else when it was first seen there. */
    movedAt: p.datetime(3),
    seenAt: p.datetime(3),
  },
});
/** An application that is still in selection, so that nobody waits for an answer unnoticed. */
export class OpenApplication extends OpenApplicationSchema.class {}
OpenApplicationSchema.setClass(OpenApplication);
