import { ownCodes } from '@labsecure/contracts/canonical-report';
import type { Problem } from '@labsecure/contracts/problem';
import { checkLoinc, isLoincSystem } from './loinc.ts';
import { labelOf, problemAt, quoted } from './problems.ts';
import type { Reading } from './reading.ts';
import { isMolar } from './units.ts';

const checkCode = (reading: Reading): Problem[] => {
  const { code, code_system } = reading.sent;
  if (code_system === undefined || !isLoincSystem(code_system)) return [];
  const verdict = checkLoinc(code.trim());
  if (verdict.valid) return [];
  const hint = verdict.expected === undefined ? '' : ` (check digit should be ${verdict.expected})`;
  return [problemAt(reading, 'E_LOINC', `${quoted(code)} is not a valid LOINC code${hint}.`, 'code')];
};

/** Mass code with a molar unit or the other way round: the unit decides. */
const checkCodeUnit = (reading: Reading): Problem[] => {
  const { analyte, ucum, match } = reading;
  if (!analyte || !ucum || match.kind !== 'known' || !match.loinc) return [];
  const entry = analyte.loinc.find(({ code }) => code === match.loinc);
  if (!entry || entry.anyUnit || isMolar(entry.ucum) === isMolar(ucum)) return [];
  const message = `Code ${entry.code} expects ${entry.ucum}; got ${ucum}: treated as ${analyte.name} in ${ucum}.`;
  return [problemAt(reading, 'W_CODE_UNIT_MISMATCH', message, 'unit')];
};

/** Whether it is clear what was measured. */
export const checkIdentity = (reading: Reading): Problem[] => {
  const { match, sent } = reading;
  const problems = [...checkCode(reading), ...checkCodeUnit(reading)];
  if (match.kind === 'contradiction') {
    const message = `Code ${quoted(sent.code)} is "${match.analyte.name}" but the text says ${quoted(match.named)}.`;
    problems.push(problemAt(reading, 'E_CODE_NAME_MISMATCH', message, 'code'));
  }
  // Of a number, the unit could have told; see check-unit.ts.
  const unmapped = match.kind === 'unknown' || (match.kind === 'unit-needed' && sent.value.kind === 'text');
  // A code of ours says nothing, and the lab has none to send in its place.
  if (unmapped && problems.length === 0 && sent.code_system !== ownCodes) {
    const message = `Test ${quoted(labelOf(reading))} is not mapped for this lab; it is kept and shown as sent.`;
    problems.push(problemAt(reading, 'W_UNMAPPED_TEST', message, 'code'));
  }
  return problems;
};
