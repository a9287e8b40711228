/** One report as every format says it. The person is invented. */
const patient = 'P123456';
const tested = '2024-01-15T10:30:00-05:00';

/** Code, name, value, unit, range and flag of each. */
const valuesOf = (hemoglobin: string): string[][] => [
  ['WBC', 'White Blood Cells', '7.50', '10^3/uL', '4.5-11.0', 'N'],
  ['HGB', 'Hemoglobin', hemoglobin, 'g/dL', '12.0-16.0', 'L'],
];

export const jsonReport = (accession: string, hemoglobin = '11.2'): string =>
  JSON.stringify({
    patient_id: patient,
    lab_id: 'LAB001',
    accession_number: accession,
    test_type: 'complete_blood_count',
    test_date: tested,
    results: valuesOf(hemoglobin).map(([test_code, test_name, value, unit, reference_range, flag]) => ({
      test_code,
      test_name,
      value,
      unit,
      reference_range,
      flag,
    })),
  });

export const hl7Message = (accession: string, hemoglobin = '11.2', status = 'F'): string => {
  const time = '20240115103000-0500';
  const segments = [
    `MSH|^~\\&|QUEST|LAB001|PORTAL|LABSECURE|${time}||ORU^R01^ORU_R01|M-${accession}|P|2.5.1`,
    `PID|1||${patient}^^^LAB001^MR||Smith^John`,
    `OBR|1||${accession}|CBC^Complete Blood Count|||${time}|||||||||||||||${time}|||${status}`,
    ...valuesOf(hemoglobin).map(
      ([code, name, value, unit = '', range, flag], index) =>
        `OBX|${index + 1}|NM|${code}^${name}||${value}|${unit.replaceAll('^', '\\S\\')}|${range}|${flag}|||${status}`,
    ),
  ];
  return segments.map((segment) => `${segment}\r`).join('');
};

const csvHeader = 'PatientID,LabID,Accession,Panel,TestDate,TestCode,TestName,Value,Unit,RefRange,Flag\r\n';

const csvRows = (accession: string, hemoglobin = '11.2'): string =>
  valuesOf(hemoglobin)
    .map((value) => [patient, 'LAB001', accession, 'CBC', tested, ...value].join(','))
    .map((row) => `${row}\r\n`)
    .join('');

/** A table of several reports: accession numbers, with a value for hemoglobin. */
export const csvTable = (...reports: Parameters<typeof csvRows>[]): string =>
  csvHeader + reports.map((report) => csvRows(...report)).join('');

/** The part of a table that holds one report alone. */
export const csvSlice = (accession: string): string => csvHeader + csvRows(accession);

const fhirEntries = (accession: string, hemoglobin = '11.2', name = accession): object[] => {
  const observations = valuesOf(hemoglobin).map(([code, display, value, unit, range, flag]) => ({
    fullUrl: `urn:uuid:${name}-${code}`,
    resource: {
      resourceType: 'Observation',
      status: 'final',
      code: { coding: [{ code, display }] },
      ...(value !== '' && { valueQuantity: { value: `#${value}`, unit } }),
      referenceRange: [{ text: range }],
      interpretation: [{ coding: [{ code: flag }] }],
    },
  }));
  const resource = {
    resourceType: 'DiagnosticReport',
    status: 'final',
    identifier: [{ value: accession }],
    code: { coding: [{ system: 'http://loinc.org', code: '58410-2' }] },
    subject: { identifier: { value: patient } },
    effectiveDateTime: tested,
    issued: tested,
    result: observations.map(({ fullUrl }) => ({ reference: fullUrl })),
  };
  return [{ fullUrl: `urn:uuid:${name}`, resource }, ...observations];
};

/** A Bundle of several reports; numbers are written as they were given, 7.50 for one. */
export const fhirBundle = (...reports: Parameters<typeof fhirEntries>[]): string => {
  const entry = reports.flatMap((report) => fhirEntries(...report));
  return JSON.stringify({ resourceType: 'Bundle', type: 'collection', entry }).replace(/"#([\d.]+)"/g, '$1');
};

/** A document of one report, and of a lipid panel when asked for. */
export const xmlDocument = (accession: string, { withLipids = false } = {}): string => {
  const components = valuesOf('11.2').map(
    ([code, name, value, unit, range, flag]) =>
      `<Component code="${code}" name="${name}" value="${value}" unit="${unit}" range="${range}" flag="${flag}"/>`,
  );
  const lipids = '<Test code="LIPID"><Component code="CHOL" value="212" unit="mg/dL"/></Test>';
  const tests = `<Test code="CBC">${components.join('')}</Test>${withLipids ? lipids : ''}`;
  return `<LabResult><LabID>LAB001</LabID><AccessionNumber>${accession}</AccessionNumber><TestDate>${tested}</TestDate><Patient ID="${patient}"/><Tests>${tests}</Tests></LabResult>`;
};

/** The same report by media type. */
export const sameReport = (accession: (format: string) => string): Record<string, string> => ({
  'application/json': jsonReport(accession('json')),
  'application/hl7-v2': hl7Message(accession('hl7')),
  'x-application/hl7-v2+er7': hl7Message(accession('er7')),
  'application/fhir+json': fhirBundle([accession('fhir')]),
  'text/csv': csvTable([accession('csv')]),
  'application/xml': xmlDocument(accession('xml')),
});
