import type { Problem } from '@labsecure/contracts/problem';
import { labelOf, problemAt, quoted } from './problems.ts';
import type { Reading } from './reading.ts';

const missing = (reading: Reading): Problem =>
  problemAt(reading, 'E_UNIT_MISSING', `${labelOf(reading)}: unit is required.`, 'unit');

/** Units of numbers. Words need none, and unknown analytes are shown with whatever was sent. */
export const checkUnit = (reading: Reading): Problem[] => {
  const { sent, match, unit, analyte } = reading;
  if (sent.value.kind !== 'quantity') return [];
  if (match.kind === 'unit-needed') return [missing(reading)];
  if (!unit || !analyte) return [];
  const at = (code: string, message: string) => [problemAt(reading, code, message, 'unit')];
  const named = `${labelOf(reading)}: unit ${quoted(sent.unit ?? '')}`;
  switch (unit.kind) {
    case 'missing':
      return [missing(reading)];
    case 'unknown':
      return at('E_UNIT', `${named} is not recognised.`);
    case 'other-kind':
      return at(
        'E_UNIT_KIND',
        `${named} does not measure ${analyte.name}, which is expected in ${analyte.ucum}.`,
      );
    case 'same-kind':
      return at(
        'W_UNIT_NOT_COMPARED',
        `${named} has no known conversion; shown as sent, compared with your range only.`,
      );
    case 'comparable':
      return [];
  }
};
