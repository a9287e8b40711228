/** One blood count of eight values, in HL7 v2 and in FHIR. The person is invented. */
const analytes = [
  ['WBC', '6690-2', 'White Blood Cells', '7.5', '10*3/uL', '4.5-11.0'],
  ['RBC', '789-8', 'Red Blood Cells', '4.8', '10*6/uL', '4.5-5.9'],
  ['HGB', '718-7', 'Hemoglobin', '14.2', 'g/dL', '13.5-17.5'],
  ['HCT', '4544-3', 'Hematocrit', '42.1', '%', '41-50'],
  ['MCV', '787-2', 'MCV', '88', 'fL', '80-100'],
  ['MCH', '785-6', 'MCH', '29.5', 'pg', '27-33'],
  ['MCHC', '786-4', 'MCHC', '33.7', 'g/dL', '32-36'],
  ['PLT', '777-3', 'Platelets', '250', '10*3/uL', '150-400'],
] as const;

export const hl7Message = [
  'MSH|^~\\&|QUEST|LAB001|PORTAL|LABSECURE|20240115103000-0500||ORU^R01^ORU_R01|M1|P|2.5.1',
  'PID|1||P123456^^^LAB001^MR||Garcia^Maria||19620320|F',
  'OBR|1||A-1|CBC^Complete Blood Count|||20240115103000-0500|||||||||1234567893^Adams^John|||||20240115103000-0500|||F',
  ...analytes.map(
    ([code, , name, value, unit, range], index) =>
      `OBX|${index + 1}|NM|${code}^${name}||${value}|${unit}|${range}|N|||F`,
  ),
  'NTE|1||The sample was received in good order.',
]
  .map((segment) => `${segment}\r`)
  .join('');

const observations = analytes.map(([code, loinc, name, value, unit, range]) => ({
  fullUrl: `urn:uuid:${code}`,
  resource: {
    resourceType: 'Observation',
    status: 'final',
    code: { coding: [{ system: 'http://loinc.org', code: loinc, display: name }], text: name },
    subject: { identifier: { value: 'P123456' } },
    effectiveDateTime: '2024-01-15T10:30:00-05:00',
    valueQuantity: { value: Number(value), unit, system: 'http://unitsofmeasure.org', code: unit },
    referenceRange: [{ text: range }],
    interpretation: [{ coding: [{ code: 'N' }] }],
  },
}));

export const fhirBundle = JSON.stringify({
  resourceType: 'Bundle',
  type: 'collection',
  entry: [
    {
      fullUrl: 'urn:uuid:report',
      resource: {
        resourceType: 'DiagnosticReport',
        status: 'final',
        identifier: [{ value: 'A-1' }],
        code: { coding: [{ system: 'http://loinc.org', code: '58410-2' }] },
        subject: { identifier: { value: 'P123456' } },
        effectiveDateTime: '2024-01-15T10:30:00-05:00',
        issued: '2024-01-15T10:30:00-05:00',
        result: observations.map(({ fullUrl }) => ({ reference: fullUrl })),
      },
    },
    ...observations,
  ],
});
