type Named = {
  readonly full_name: string | null;
  readonly family_name: string | null;
  readonly given_name: string | null;
};

/** The name of a candidate, as the API writes it where it writes one. */
export const toPersonName = ({ full_name: full, family_name: family, given_name: given }: Named): string | null =>
  full ?? ([family, given].filter((part) => part !== null).join(' ') || null);
