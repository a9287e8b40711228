import type { CanonicalObservation, CanonicalReport } from '@labsecure/contracts/canonical-report';
import type { ResultStatus } from '@labsecure/contracts/vocabulary';
import { tell } from '../place.ts';
import { accessionAt } from './accession.ts';
import { categoryOf } from './category.ts';
import { conceptAt, conceptsAt, wordsOf } from './concept.ts';
import { type Budget, type Gathered, gatherMembers, gatherResults } from './members.ts';
import { has, inside, listed, longAt, type Node } from './node.ts';
import { members } from './observation.ts';
import { codeOf, panelOf } from './panel.ts';
import { patientAt } from './patient.ts';
import { createSamePatient } from './patient-id.ts';
import { labNameOf, providerOf } from './people.ts';
import { checkShape } from './shape.ts';
import { diagnosticReport } from './shapes.ts';
import { specimenOf } from './specimen.ts';
import { observationStatuses, reportStatuses, statusAt } from './status.ts';
import { remarkOtherTimes, timesOf } from './times.ts';

/** Nobody reads one patient's value under another's name. */
const checkSubjects = (report: Node, observations: Node[]): void => {
  const isPatient = createSamePatient(inside(report, 'subject'));
  for (const node of observations) {
    if (node.resource === report.resource || !has(node, 'subject') || isPatient(inside(node, 'subject')))
      continue;
    tell(node, 'subject', 'E_TWO_PATIENTS', 'not the patient of the report it belongs to.');
  }
};

/** What only a laboratory may send here. */
const checkCategory = (node: Node): void => {
  if (categoryOf(node) !== 'other') return;
  tell(node, 'category', 'E_FHIR_CATEGORY', 'not a result of a laboratory.');
};

/** An Observation's status is said only where it is not the report's. */
const withoutStatusOf = (row: CanonicalObservation, status: ResultStatus): CanonicalObservation => {
  const { status: own, ...rest } = row;
  return own === status ? rest : row;
};

interface Parts {
  status: ResultStatus | undefined;
  panel: CanonicalReport['panel'];
  notes: string[];
  gathered: Gathered;
}

const assemble = (node: Node, labId: string, parts: Parts): CanonicalReport | undefined => {
  const { status, panel, notes, gathered } = parts;
  const { observations, rows } = gathered;
  const around = [node, ...observations.filter(({ resource }) => resource !== node.resource)];
  const patient = patientAt(node);
  checkSubjects(node, observations);
  const times = timesOf(node, observations);
  if (times) remarkOtherTimes(node, observations, times);
  const accession = accessionAt(node);
  const provider = providerOf(around);
  const labName = labNameOf(around);
  const specimen = specimenOf(around);
  if (patient === undefined || times === undefined || status === undefined) return undefined;
  return {
    patient,
    lab_id: labId,
    ...(labName !== undefined && { lab_name: labName }),
    ...(accession !== undefined && { accession_number: accession }),
    panel,
    status,
    collected_at: times.collected.at,
    reported_at: times.reported.at,
    ...(provider !== undefined && { ordering_provider: provider }),
    ...(specimen !== undefined && { specimen }),
    notes: [...notes, ...gathered.notes],
    observations: rows.map((row) => withoutStatusOf(row, status)),
    pointers: { collected_at: times.collected.pointer, reported_at: times.reported.pointer, members },
  };
};

/** Withdrawn and announced results may stand without values. */
const needsResults = (status: ResultStatus | undefined): boolean =>
  status !== 'registered' && status !== 'cancelled' && status !== 'entered-in-error';

/** Reads a DiagnosticReport with all that it refers to. */
export const readDiagnosticReport = (
  node: Node,
  labId: string,
  budget: Budget,
): { report: CanonicalReport | undefined; gathered: Gathered } => {
  checkShape(node, diagnosticReport);
  checkCategory(node);
  const status = statusAt(node, reportStatuses);
  const gathered = gatherResults(node, budget);
  if (listed(node, 'result', 1000).length === 0 && needsResults(status)) {
    tell(node, 'result', 'E_FHIR_NO_RESULT', 'the report lists no Observations; refer to them here.');
  }
  if (listed(node, 'presentedForm').length > 0) {
    tell(node, 'presentedForm', 'W_FHIR_ATTACHMENT', 'kept with what was received, not shown.');
  }
  const conclusion = longAt(node, 'conclusion');
  const conclusions = conceptsAt(node, 'conclusionCode').flatMap((concept) => wordsOf(concept) ?? []);
  const panel = panelOf(conceptAt(node, 'code'));
  const notes = [...(conclusion === undefined ? [] : [conclusion]), ...conclusions];
  return { report: assemble(node, labId, { status, panel, notes, gathered }), gathered };
};

/** Reads an Observation that no report lists: a result of its own, of panel `other` unless it stands around others. */
export const readSingleObservation = (
  node: Node,
  labId: string,
  budget: Budget,
): { report: CanonicalReport | undefined; gathered: Gathered } => {
  const gathered = gatherMembers(node, budget);
  checkCategory(node);
  const status = statusAt({ ...node, problems: [] }, observationStatuses);
  const code = conceptAt(node, 'code');
  const isGroup = has(node, 'hasMember') || has(node, 'component');
  const panel = isGroup ? panelOf(code) : ({ id: 'other', ...codeOf(code) } as const);
  return { report: assemble(node, labId, { status, panel, notes: [], gathered }), gathered };
};
