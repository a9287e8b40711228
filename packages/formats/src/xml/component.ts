import type { CanonicalObservation } from '@labsecure/contracts/canonical-report';
import type { Problem } from '@labsecure/contracts/problem';
import type { ResultStatus } from '@labsecure/contracts/vocabulary';
import type { Source } from '../facts/fact.ts';
import { observationFrom } from '../facts/observation.ts';
import { statusFrom } from '../facts/report.ts';
import { componentNames, rangeNames, valueNames } from './names.ts';
import { childrenNamed, type Facts, factsIn, ownTextFact, spotOf } from './said.ts';
import type { Element } from './tree.ts';

export interface ReadComponent {
  observation: CanonicalObservation;
  /** Where its parts stood, behind its own place. */
  steps: { code: string; value: string; unit: string; range: string };
}

/** <Component code="WBC">7.5</Component>: the text is the value. */
const ownValue = (element: Element, problems: Problem[]): Facts => {
  const value = ownTextFact('value', element, problems);
  return value === undefined ? {} : { value };
};

export const componentFacts = (element: Element, problems: Problem[]): Facts => ({
  ...ownValue(element, problems),
  ...factsIn(childrenNamed(element, ['value', 'result'])[0], valueNames, problems),
  ...factsIn(childrenNamed(element, ['referencerange', 'refrange', 'range'])[0], rangeNames, problems),
  ...factsIn(element, componentNames, problems),
});

const stepsOf = ({ path }: Element, { code, loinc, value, unit, range, range_low, range_high }: Facts) => {
  const step = (pointer: string | undefined): string => pointer?.slice(path.length) ?? '';
  return {
    code: step((loinc ?? code)?.pointer),
    value: step(value?.pointer),
    unit: step(unit?.pointer),
    range: step((range ?? range_low ?? range_high)?.pointer),
  };
};

/**
 * @param facts of it
 * @param status of the whole result
 */
export const readComponent = (
  element: Element,
  facts: Facts,
  status: ResultStatus,
  problems: Problem[],
): ReadComponent | undefined => {
  const own = facts.status ? statusFrom(facts.status, problems) : status;
  if (own === undefined) return undefined;
  const source: Source = { facts, where: () => spotOf(element.path) };
  const read = observationFrom(source, element.path, own, problems);
  if (read === undefined) return undefined;
  const observation = own === status ? read : { ...read, status: own };
  return { observation, steps: stepsOf(element, facts) };
};
