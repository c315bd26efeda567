import { type Em, findLicence, type OperatorLicence } from '@goen/case-store';

/** The licence holder, as the law wants it named (職業安定法 Art. 32-13, 施行規則 Art. 24-5). */
export type OperatorDetails = {
  readonly name: string;
  readonly kind: string;
  readonly number: string;
  readonly address: string;
  readonly complaintsContact: string;
  readonly occupations: string;
  readonly fees: string;
};

export type LicenceHolder = {
  /** Null: no licence names the operator, so the configured name stands in. */
  readonly name: string | null;
  readonly licence: { readonly kind: string; readonly number: string } | null;
  /** Null when something is missing that has to be told. */
  readonly details: OperatorDetails | null;
};

/** Who operates the relay, by the licence that applies: pages, consents and the template name the same. */
export async function readLicenceHolder(em: Em): Promise<LicenceHolder> {
  const licence = await findLicence(em);
  if (licence === null) return { name: null, licence: null, details: null };
  const { kind, number, operatorName } = licence;
  return { name: operatorName ?? null, licence: { kind, number }, details: toOperatorDetails(licence) };
}

function toOperatorDetails(licence: OperatorLicence): OperatorDetails | null {
  const { operatorName: name, kind, number, address, complaintsContact, occupations, fees } = licence;
  if (!name || !address || !complaintsContact || !occupations || !fees) return null;
  return { name, kind, number, address, complaintsContact, occupations, fees };
}
