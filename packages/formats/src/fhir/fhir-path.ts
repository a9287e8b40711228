import { stepsOf } from '../json-pointer.ts';

/** Elements of a choice of types are called by their common name: `valueQuantity` is `value`. */
const choice = /^(value|effective|collected)[A-Z]/;

const ofBundle = new Set(['entry', 'type', 'timestamp']);

const stepOf = (step: string): string | undefined => {
  if (/^\d{1,9}$/.test(step)) return `[${step}]`;
  const name = step.replace(/^_/, '');
  return /^[A-Za-z]\w{0,63}$/.test(name) ? `.${choice.exec(name)?.[1] ?? name}` : undefined;
};

/**
 * A JSON pointer into a FHIR resource as the subset of FHIRPath that OperationOutcome uses: element names and indexes.
 * @returns undefined where it is none: the whole body, or a place in another format
 * @see https://hl7.org/fhir/R4/operationoutcome-definitions.html#OperationOutcome.issue.expression
 */
export const fhirPathOf = (pointer: string): string | undefined => {
  const steps = pointer.startsWith('/') ? stepsOf(pointer) : [];
  const path = steps.map(stepOf);
  if (path.length === 0 || !path.every((step) => step !== undefined) || path[0]?.startsWith('[')) {
    return undefined;
  }
  const rooted = path.join('').slice(1);
  return ofBundle.has(steps[0] ?? '') ? `Bundle.${rooted}` : rooted;
};
