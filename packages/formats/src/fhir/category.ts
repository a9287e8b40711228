import { type Coding, conceptsAt } from './concept.ts';
import type { Node } from './node.ts';

/** Diagnostic services of HL7 table 0074 that are not a laboratory: images, hearts, lungs, therapy. */
const otherServices = new Set(
  'AU CT CTH CUS EC EN ICU IMG NMR NMS NRS OT OUS PF PHR PHY PT RAD RC RT RUS RX VUS XRC'.split(' '),
);

/** Observation categories of FHIR that are not `laboratory`. */
const otherCategories = new Set(
  'social-history vital-signs imaging procedure survey exam therapy activity'.split(' '),
);

/** LOINC classes that US Core uses for reports and notes: radiology, cardiology. */
const otherClasses = new Set(['LP29684-5', 'LP29708-2']);

type Kind = 'laboratory' | 'other' | 'unknown';

const kindOf = ({ system = '', code = '' }: Coding): Kind => {
  if (/v2[-/]0074$/.test(system)) return otherServices.has(code) ? 'other' : 'laboratory';
  if (/observation-category$/.test(system)) {
    if (code === 'laboratory') return 'laboratory';
    return otherCategories.has(code) ? 'other' : 'unknown';
  }
  return otherClasses.has(code) ? 'other' : 'unknown';
};

/**
 * Whether a DiagnosticReport or Observation is a laboratory's, by what it says itself.
 * @returns 'unknown' where it has no category that says so
 */
export const categoryOf = (node: Node): Kind => {
  const kinds = conceptsAt(node, 'category').flatMap(({ codings }) => codings.map(kindOf));
  if (kinds.includes('laboratory')) return 'laboratory';
  return kinds.includes('other') ? 'other' : 'unknown';
};
