import { panelKeyOf } from '@labsecure/contracts/identity';
import type { Field } from '../facts/fact.ts';
import { panelSaid } from '../facts/words.ts';
import type { Columns } from './columns.ts';

/** What a row says of whose result it is: cells as they stand, and what its panel goes by (panelKeyOf). */
export interface Naming {
  patient: string;
  date: string;
  accession: string;
  panel: string;
}

/** Two rows of the same key are of one result; two results of one identity would be stored as the same. */
export interface Named extends Naming {
  key: string;
  identity: string;
}

/**
 * @param shift of the cells against the columns, for rows that have too many or too few
 */
export const namingOf = (cells: string[], { at }: Columns<Field>, shift = 0): Naming => {
  const cell = (field: Field): string => {
    const index = at.get(field);
    return index === undefined ? '' : (cells[index + shift]?.trim() ?? '');
  };
  const [panel, name] = [cell('panel'), cell('panel_name')];
  return {
    patient: cell('patient_id'),
    date: cell('test_date') || cell('collected_at'),
    accession: cell('accession'),
    panel: panel || name ? panelKeyOf(panelSaid(panel, name)) : '',
  };
};

/**
 * The identity is that of resultIdOf (contracts/identity.ts): accession number and panel of one lab; without an accession
 * number, the bytes, which differ where keys differ.
 * @returns undefined for a row that does not say whose result it is
 */
export const nameRow = (naming: Naming): Named | undefined => {
  const { patient, date, accession, panel } = naming;
  if (patient === '' || date === '') return undefined;
  const key = JSON.stringify([patient, date, accession, panel]);
  return { ...naming, key, identity: identityOf(naming) ?? key };
};

/** Of rows that have an accession number, whatever else they lack. */
export const identityOf = ({ accession, panel }: Naming): string | undefined =>
  accession === '' ? undefined : JSON.stringify([accession, panel || 'other']);
