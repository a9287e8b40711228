import type { Problem } from '@labsecure/contracts/problem';
import { entryOf } from '../facts/entry.ts';
import { type Field, tellAt } from '../facts/fact.ts';
import { reportFrom, statusFrom } from '../facts/report.ts';
import type { Entry, LabProfile } from '../profile.ts';
import { componentFacts, type ReadComponent, readComponent } from './component.ts';
import { noteNames, physicianNames, resultNames, testNames } from './names.ts';
import { childrenNamed, type Facts, factsIn, spotOf } from './said.ts';
import { hasContent, tellStrays } from './strays.ts';
import type { Element } from './tree.ts';

/** As many values as the native format takes. */
const mostComponents = 1000;

/** <Result>5.5</Result> in a Test is its value, <Result code="K" value="5.5"/> a component. */
const componentsOf = (test: Element): Element[] => [
  ...childrenNamed(test, ['component', 'observation', 'analyte']),
  ...childrenNamed(test, ['result']).filter(hasContent),
];

const physicianIn = (element: Element, problems: Problem[]): Facts =>
  factsIn(childrenNamed(element, resultNames.physician ?? []).find(hasContent), physicianNames, problems);

/** What LabResult or Test says of a result. */
export const resultFacts = (element: Element, problems: Problem[]): Facts => ({
  ...physicianIn(element, problems),
  ...factsIn(element, resultNames, problems),
});

/** Places of parts can be told once for all only where all components are written alike. */
const commonSteps = (read: ReadComponent[]): ReadComponent['steps'] | undefined => {
  const [first] = read.map(({ steps }) => steps);
  const alike = (steps: ReadComponent['steps']) =>
    (['code', 'value', 'unit', 'range'] as const).every((part) => steps[part] === first?.[part]);
  return read.every(({ steps }) => alike(steps)) ? first : undefined;
};

const noteOf = (element: Element, problems: Problem[]): string[] =>
  [factsIn(element, noteNames, problems).notes?.text].filter((note) => note !== undefined);

/** What LabResult says, for each of its tests. */
export interface Shared {
  root: Element;
  facts: Facts;
  problems: Problem[];
}

/** One Test element is one result. A Test without components that has a value is its own component. */
export const readTest = (test: Element, shared: Shared, profile: LabProfile): Entry => {
  const problems = [...shared.problems];
  const own = resultFacts(test, problems);
  const elements = componentsOf(test);
  tellStrays(test, elements, problems);
  for (const element of elements) {
    tellStrays(element, childrenNamed(element, ['value', 'result']).slice(0, 1), problems);
  }
  const single = elements.length === 0 ? componentFacts(test, problems) : {};
  const panel = factsIn(test, testNames, problems);
  const facts: Facts = { ...shared.facts, ...own, ...panel };
  const status = statusFrom(facts.status, problems);
  const alone = single.value !== undefined;
  if (elements.length > mostComponents) {
    tellAt(spotOf(test.path), problems, 'E_TOO_MANY', `has more than ${mostComponents} components.`);
  } else if (elements.length === 0 && !alone) {
    tellAt(spotOf(test.path), problems, 'E_REQUIRED', 'is required: at least one Component, or a value.');
  }
  const read = (alone ? [test] : elements.slice(0, mostComponents)).flatMap((element) => {
    const said = alone ? single : componentFacts(element, problems);
    return readComponent(element, said, status ?? 'final', problems) ?? [];
  });
  const notes = (alone ? [shared.root] : [shared.root, test]).flatMap((element) => noteOf(element, problems));
  const observations = read.map(({ observation }) => observation);
  const settled = { status, observations, notes, members: commonSteps(read) };
  const patient = `${shared.root.path}/Patient/@ID`;
  const where = (field: Field) => spotOf(field === 'patient_id' ? patient : test.path);
  return entryOf(reportFrom({ facts, where }, settled, profile, problems), problems, { pointer: test.path });
};
