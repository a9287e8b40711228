import { element, resourceShape } from './shape.ts';

/** Definitions of FHIR R4 (4.0.1), as far as they are read: https://hl7.org/fhir/R4/resourcelist.html */

export const valueKeys = {
  texts: ['valueString', 'valueTime', 'valueDateTime'],
  numbers: ['valueInteger'],
  booleans: ['valueBoolean'],
  objects: [
    'valueQuantity',
    'valueCodeableConcept',
    'valueRange',
    'valueRatio',
    'valueSampledData',
    'valuePeriod',
  ],
};

export const bundle = resourceShape('Bundle', {
  texts: ['type', 'timestamp'],
  numbers: ['total'],
  objects: ['identifier', 'signature'],
  lists: ['link', 'entry'],
  required: ['type'],
});

export const bundleEntry = element('Bundle.entry', {
  texts: ['fullUrl'],
  objects: ['resource', 'search', 'request', 'response'],
  lists: ['link'],
});

export const diagnosticReport = resourceShape('DiagnosticReport', {
  texts: ['status', 'effectiveDateTime', 'issued', 'conclusion'],
  objects: ['code', 'subject', 'encounter', 'effectivePeriod'],
  lists: [
    'identifier',
    'basedOn',
    'category',
    'performer',
    'resultsInterpreter',
    'specimen',
    'result',
    'imagingStudy',
    'media',
    'conclusionCode',
    'presentedForm',
  ],
  required: ['status', 'code'],
});

export const observation = resourceShape('Observation', {
  texts: ['status', 'effectiveDateTime', 'effectiveInstant', 'issued', ...valueKeys.texts],
  numbers: valueKeys.numbers,
  booleans: valueKeys.booleans,
  objects: [
    'code',
    'subject',
    'encounter',
    'effectivePeriod',
    'effectiveTiming',
    ...valueKeys.objects,
    'dataAbsentReason',
    'bodySite',
    'method',
    'specimen',
    'device',
  ],
  lists: [
    'identifier',
    'basedOn',
    'partOf',
    'category',
    'focus',
    'performer',
    'interpretation',
    'note',
    'referenceRange',
    'hasMember',
    'derivedFrom',
    'component',
  ],
  required: ['status', 'code'],
});

export const component = element('component', {
  ...valueKeys,
  objects: ['code', 'dataAbsentReason', ...valueKeys.objects],
  lists: ['interpretation', 'referenceRange'],
  required: ['code'],
});

export const referenceRange = element('referenceRange', {
  texts: ['text'],
  objects: ['low', 'high', 'type', 'age'],
  lists: ['appliesTo'],
});

export const quantity = element('Quantity', {
  texts: ['unit', 'system', 'code', 'comparator'],
  numbers: ['value'],
});

export const range = element('Range', { objects: ['low', 'high'] });
export const ratio = element('Ratio', { objects: ['numerator', 'denominator'] });
export const period = element('Period', { texts: ['start', 'end'] });
export const concept = element('CodeableConcept', { texts: ['text'], lists: ['coding'] });
export const coding = element('Coding', {
  texts: ['system', 'version', 'code', 'display'],
  booleans: ['userSelected'],
});
export const reference = element('Reference', {
  texts: ['reference', 'type', 'display'],
  objects: ['identifier'],
});
