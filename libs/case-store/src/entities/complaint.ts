import { defineEntity, p } from '@mikro-orm/core';

const ComplaintSchema = defineEntity({
  name: 'Complaint',
  tableName: 'complaint',
  properties: {
    id: p.uuid().primary(),
    /** The company whose page the candidate wrote on; it never sees the complaint. */
    companyId: p.uuid(),
    candidateId: p.uuid(),
    /** Null after an erasure, like the answer. */
    text: p.text().nullable(),
    receivedAt: p.datetime(3),
    /** When the mail to the operator's staff was handed over; null: nobody was told yet. */
    notifiedAt: p.datetime(3).nullable(),
    answer: p.text().nullable(),
    answeredBy: p.text().nullable(),
    answeredAt: p.datetime(3).nullable(),
  },
});
/** A candidate's complaint to the operator. */
export class Complaint extends ComplaintSchema.class {}
ComplaintSchema.setClass(Complaint);
