import type { Field } from '../facts/fact.ts';

type Names = Partial<Record<Field, string[]>>;

/**
 * What attributes and child elements are called, in any case, without regard to - and _. Each fact may be either:
 * <Component value="7.5"/> or <Component><Value>7.5</Value></Component>.
 */
export const patientNames: Names = {
  patient_id: ['id', 'patientid', 'identifier'],
  patient_name: ['name', 'fullname', 'patientname'],
  first_name: ['firstname', 'givenname', 'given', 'first'],
  last_name: ['lastname', 'familyname', 'family', 'last', 'surname'],
  birth_date: ['dateofbirth', 'dob', 'birthdate'],
  sex: ['sex', 'gender'],
};

/** Of LabResult, where there is no Patient element. */
export const bareNames: Names = { patient_id: ['patientid'], patient_name: ['patientname'] };

export const labNames: Names = { lab_id: ['labid', 'laboratoryid'], lab_name: ['labname', 'laboratoryname'] };
/** Of a Lab element. */
export const ownLabNames: Names = { lab_id: ['id', 'labid'], lab_name: ['name', 'labname'] };

/** Of Test, and of LabResult for all tests that do not say otherwise. */
export const resultNames: Names = {
  accession: ['accession', 'accessionnumber', 'accessionno', 'fillerordernumber'],
  test_date: ['testdate', 'testdatetime', 'date', 'datetime', 'observationdate'],
  collected_at: ['collectedat', 'collectiondate', 'collectiondatetime', 'collected'],
  reported_at: ['reportedat', 'reportdate', 'reportdatetime', 'reported', 'resultdate'],
  status: ['status', 'resultstatus'],
  specimen: ['specimen', 'specimentype'],
  physician: ['physician', 'orderingphysician', 'orderingprovider', 'provider'],
  npi: ['npi', 'physiciannpi', 'providernpi'],
};

export const testNames: Names = {
  panel: ['code', 'testcode', 'panelcode', 'panel'],
  panel_name: ['name', 'testname', 'panelname'],
};

export const physicianNames: Names = { physician: ['name'], npi: ['npi', 'id'] };

export const noteNames: Names = { notes: ['notes', 'note', 'comment', 'comments'] };

export const componentNames: Names = {
  code: ['code', 'testcode'],
  loinc: ['loinc', 'loinccode'],
  code_system: ['codesystem', 'codingsystem', 'system'],
  test_name: ['name', 'testname', 'displayname'],
  value: ['value', 'result'],
  unit: ['unit', 'units', 'uom'],
  range: ['range', 'refrange', 'referencerange', 'normalrange'],
  range_low: ['low', 'rangelow', 'reflow', 'refrangelow'],
  range_high: ['high', 'rangehigh', 'refhigh', 'refrangehigh'],
  flag: ['flag', 'abnormalflag', 'interpretation'],
  is_abnormal: ['isabnormal', 'abnormal'],
  status: ['status', 'resultstatus'],
  notes: ['notes', 'note', 'comment', 'comments'],
};

/** Of <Value unit="g/dL"> and <ReferenceRange low="3" high="5">. */
export const valueNames: Names = { unit: ['unit', 'units'] };
export const rangeNames: Names = { range_low: ['low'], range_high: ['high'] };
