import type { Field } from '../facts/fact.ts';

/**
 * What columns are called, without regard to case, white space and punctuation. The first list of which a file has a
 * name counts; two names of one list in one file are refused, since they could differ. USUBJID, LBTESTCD and the like are
 * those of CDISC SDTM, domain LB.
 */
export const namesOf: Partial<Record<Field, string[][]>> = {
  patient_id: [
    ['patientid', 'patient', 'patid', 'pid', 'patientidentifier', 'patientnumber', 'subjectid', 'usubjid'],
    ['mrn', 'medicalrecordnumber'],
  ],
  lab_id: [['labid', 'laboratoryid']],
  lab_name: [['labname', 'laboratoryname', 'testinglabname']],
  test_date: [
    ['testdate', 'testdatetime', 'datetested', 'observationdate', 'observationdatetime', 'lbdtc'],
    ['date', 'datetime'],
  ],
  collected_at: [
    ['collectedat', 'collectiondate', 'collectiondatetime', 'collecteddate', 'datecollected', 'sampledate'],
    ['specimencollectiondate', 'samplecollectiondate', 'drawdate'],
  ],
  reported_at: [
    [
      'reportedat',
      'reportdate',
      'reportdatetime',
      'reporteddate',
      'datereported',
      'resultdate',
      'resultdatetime',
    ],
  ],
  accession: [
    ['accession', 'accessionnumber', 'accessionno', 'accessionid', 'fillerordernumber', 'lbrefid'],
    ['sampleid', 'specimenid'],
  ],
  panel: [['panel', 'panelcode', 'panelid', 'testtype', 'testpanel', 'lbcat']],
  panel_name: [['panelname']],
  patient_name: [['patientname', 'patientfullname', 'fullname']],
  first_name: [['firstname', 'patientfirstname', 'givenname']],
  last_name: [['lastname', 'patientlastname', 'familyname', 'surname']],
  birth_date: [['dateofbirth', 'dob', 'birthdate', 'patientdob', 'patientdateofbirth', 'patientbirthdate']],
  sex: [['sex', 'gender', 'patientsex', 'patientgender']],
  status: [['status', 'resultstatus', 'teststatus', 'reportstatus']],
  physician: [
    [
      'physician',
      'physicianname',
      'orderingphysician',
      'orderingprovider',
      'orderingprovidername',
      'provider',
    ],
  ],
  npi: [['npi', 'physiciannpi', 'providernpi', 'orderingprovidernpi']],
  specimen: [['specimen', 'specimentype', 'sampletype', 'lbspec']],
  code: [
    ['testcode', 'code', 'analytecode', 'observationcode', 'componentcode', 'lbtestcd'],
    ['analyte', 'test'],
  ],
  loinc: [['loinc', 'loinccode']],
  code_system: [['codesystem', 'codingsystem']],
  test_name: [['testname', 'analytename', 'observationname', 'testdescription', 'description', 'lbtest']],
  value: [['value', 'result', 'resultvalue', 'testvalue', 'testresult', 'observationvalue', 'lborres']],
  unit: [['unit', 'units', 'unitofmeasure', 'uom', 'resultunit', 'resultunits', 'lborresu']],
  range: [['refrange', 'referencerange', 'range', 'normalrange', 'referenceinterval']],
  range_low: [['rangelow', 'reflow', 'refrangelow', 'referencelow', 'referencerangelow', 'lbornrlo']],
  range_high: [['rangehigh', 'refhigh', 'refrangehigh', 'referencehigh', 'referencerangehigh', 'lbornrhi']],
  flag: [['flag', 'abnormalflag', 'resultflag', 'interpretation', 'lbnrind']],
  is_abnormal: [['isabnormal', 'abnormal']],
  notes: [['notes', 'note', 'comment', 'comments', 'resultcomment', 'remarks']],
};

/** What a file must have, by the name it usually has; any one of each. */
export const needed: [name: string, fields: Field[]][] = [
  ['PatientID', ['patient_id']],
  ['TestDate', ['test_date', 'collected_at']],
  ['TestCode', ['code', 'loinc']],
  ['Value', ['value']],
];
