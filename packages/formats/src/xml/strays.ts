import type { Problem } from '@labsecure/contracts/problem';
import { tellAt } from '../facts/fact.ts';
import { childrenNamed, spotOf } from './said.ts';
import type { Element } from './tree.ts';

export const hasContent = ({ attributes, children }: Element): boolean =>
  Object.keys(attributes).length > 0 || children.length > 0;

const says = (element: Element, names: string[]): boolean =>
  childrenNamed(element, names).length > 0 ||
  Object.keys(element.attributes).some((name) => names.includes(name.toLowerCase()));

/** By its name, or, under any name, by what it says. */
const looksMeasured = (parent: Element, element: Element): boolean =>
  (childrenNamed(parent, ['test', 'component', 'observation', 'analyte', 'result']).includes(element) &&
    hasContent(element)) ||
  (says(element, ['code', 'loinc', 'testcode', 'test_code']) && says(element, ['value', 'result']));

const firstStray = (element: Element, read: Element[]): Element | undefined => {
  for (const child of element.children) {
    if (read.includes(child)) continue;
    const stray = looksMeasured(element, child) ? child : firstStray(child, read);
    if (stray) return stray;
  }
  return undefined;
};

/**
 * Tells of the first element inside that looks like something measured and stands where nothing is read: without it the
 * result would look complete.
 * @param read the elements inside that are read; what is in them is not looked at
 */
export const tellStrays = (element: Element, read: Element[], problems: Problem[]): void => {
  const stray = firstStray(element, read);
  if (stray === undefined) return;
  const fault =
    'looks like a test or a value, but nothing is read in this place; see the format for where it belongs.';
  tellAt(spotOf(stray.path), problems, 'E_XML_PLACE', fault);
};
