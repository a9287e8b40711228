import { claimOf } from '@labsecure/contracts/identity';
import { isError, type Problem } from '@labsecure/contracts/problem';
import { forbidOtherLab } from '../other-lab.ts';
import type { Entry, LabProfile, ParseOutcome } from '../profile.ts';
import { wrongRoot } from './errors.ts';
import { bareNames, labNames, ownLabNames, patientNames } from './names.ts';
import { childrenNamed, type Facts, factsIn } from './said.ts';
import { tellStrays } from './strays.ts';
import { readTest, resultFacts } from './test-element.ts';
import { type Element, readTree } from './tree.ts';

/** Tests of one document. */
const mostTests = 1000;

const labFacts = (root: Element, problems: Problem[]): Facts => ({
  ...factsIn(childrenNamed(root, ['lab', 'laboratory'])[0], ownLabNames, problems),
  ...factsIn(root, labNames, problems),
});

const patientFacts = (root: Element, problems: Problem[]): Facts => {
  const [patient, other] = childrenNamed(root, ['patient']);
  if (other) {
    const message = `${other.path}: a LabResult is of one patient; send one for each.`;
    problems.push({ pointer: other.path, code: 'E_TWO_PATIENTS', message });
  }
  const name = patient && childrenNamed(patient, ['name'])[0];
  const parts = { first_name: patientNames.first_name ?? [], last_name: patientNames.last_name ?? [] };
  return {
    ...factsIn(root, bareNames, problems),
    ...factsIn(name, parts, problems),
    ...factsIn(patient, patientNames, problems),
  };
};

const testsOf = (root: Element): Element[] =>
  [root, ...childrenNamed(root, ['tests'])].flatMap((list) => childrenNamed(list, ['test']));

const bodyProblem = (pointer: string, code: string, message: string): ParseOutcome => ({
  entries: [],
  problems: [{ pointer, code, message: `${pointer} ${message}` }],
});

/** The document without the other tests: well-formed as before, and every character as sent. */
const sliceOf = (text: string, test: Element, all: Element[]): Uint8Array => {
  let slice = '';
  let at = 0;
  for (const other of all) {
    if (other === test) continue;
    slice += text.slice(at, other.from);
    at = other.to;
  }
  return Buffer.from(slice + text.slice(at));
};

/** Two results that would be stored as one. */
const refuseRivals = (entries: Entry[], tests: Element[]): Entry[] => {
  const placeOf = ({ report }: Entry): string | undefined => report && claimOf(report);
  const claims = Map.groupBy(entries, placeOf);
  return entries.map((entry, index) => {
    const claim = placeOf(entry);
    if (claim === undefined || (claims.get(claim)?.length ?? 0) < 2) return entry;
    const pointer = tests[index]?.path ?? '';
    const message = `${pointer}: another Test has the same accession number and panel; each would replace the other.`;
    const { report: _refused, ...rest } = entry;
    return { ...rest, problems: [...entry.problems, { pointer, code: 'E_XML_IDENTITY', message }] };
  });
};

/**
 * Reads a LabResult document: one result for each Test element. What is accepted stands in names.ts; other elements and
 * attributes are kept in the raw copy and ignored otherwise.
 * @throws InvalidInputError (400): E_XML, E_XML_DTD, E_XML_EXTERNAL, E_XML_ROOT, E_CHARSET
 * @throws ForbiddenError when the document names another lab than the sender's
 */
export const readXml = (text: string, profile: LabProfile): ParseOutcome => {
  const root = readTree(text);
  if (!/^lab_?-?result$/i.test(root.name)) throw wrongRoot();
  const problems: Problem[] = [];
  const lab = labFacts(root, problems);
  forbidOtherLab(lab.lab_id?.text, profile.lab_id, lab.lab_id?.pointer);
  const facts = { ...lab, ...patientFacts(root, problems), ...resultFacts(root, problems) };
  const tests = testsOf(root);
  if (tests.length === 0) return bodyProblem(root.path, 'E_REQUIRED', 'holds no Test element.');
  if (tests.length > mostTests)
    return bodyProblem(root.path, 'E_TOO_MANY', `holds more than ${mostTests} tests.`);
  tellStrays(root, tests, problems);
  if (problems.some(isError)) return { entries: [], problems };
  const entries = tests.map((test) => {
    const entry = readTest(test, { root, facts, problems }, profile);
    return tests.length === 1 ? entry : { ...entry, slice: sliceOf(text, test, tests) };
  });
  return { entries: refuseRivals(entries, tests), problems: [] };
};
