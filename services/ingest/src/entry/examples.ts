/** A body that is taken as it is. The person is invented. */
export const completeBloodCount = {
  patient_id: 'P123456',
  lab_id: 'LAB001',
  lab_name: 'Quest Diagnostics',
  accession_number: '24-015-00731',
  test_type: 'complete_blood_count',
  status: 'final',
  test_date: '2024-01-15T10:30:00Z',
  physician: { name: 'Dr. Sarah Johnson', npi: '1234567890' },
  results: [
    {
      test_code: 'WBC',
      test_name: 'White Blood Cell Count',
      value: 7.5,
      unit: '10^3/uL',
      reference_range: '4.5-11.0',
      is_abnormal: false,
    },
    { test_code: 'HGB', test_name: 'Hemoglobin', value: 11.2, unit: 'g/dL', reference_range: '12.0-16.0' },
    {
      test_code: 'PLT',
      test_name: 'Platelet Count',
      value: '250',
      unit: 'K/uL',
      reference_range: '150 to 450',
    },
  ],
  notes: 'Fasting sample.',
};

/** A hospital's blood-test file, the second shape of JSON. */
export const hospitalFile = { patient_id: 1001, sample_id: 77, result: 'Hemoglobin 13.2 g/dL', ward: 'B2' };

export const hl7Example = [
  'MSH|^~\\&|QUEST|LAB001|PORTAL|LABSECURE|20240115103000-0500||ORU^R01^ORU_R01|MSG001|P|2.5.1',
  'PID|1||P234567^^^LAB001^MR||Garcia^Maria||19900722|F',
  'OBR|1||24-015-00732|CBC^Complete Blood Count|||20240115080000-0500|||||||||||||||20240115103000-0500|||F',
  'OBX|1|NM|WBC^White Blood Cell Count||7.5|10*3/uL|4.5-11.0|N|||F',
]
  .map((segment) => `${segment}\r`)
  .join('');

export const fhirExample = {
  resourceType: 'Bundle',
  type: 'collection',
  entry: [
    {
      fullUrl: 'urn:uuid:1a0ffb7c-5a4b-4d0c-8a0e-1f4b0f6c1d01',
      resource: {
        resourceType: 'DiagnosticReport',
        status: 'final',
        identifier: [{ value: '24-015-00733' }],
        code: { coding: [{ system: 'http://loinc.org', code: '58410-2' }] },
        subject: { identifier: { value: 'P234567' } },
        effectiveDateTime: '2024-01-15T08:00:00-05:00',
        issued: '2024-01-15T10:30:00-05:00',
        result: [{ reference: 'urn:uuid:1a0ffb7c-5a4b-4d0c-8a0e-1f4b0f6c1d02' }],
      },
    },
    {
      fullUrl: 'urn:uuid:1a0ffb7c-5a4b-4d0c-8a0e-1f4b0f6c1d02',
      resource: {
        resourceType: 'Observation',
        status: 'final',
        code: { coding: [{ system: 'http://loinc.org', code: '6690-2' }] },
        valueQuantity: {
          value: 7.5,
          unit: '10*3/uL',
          system: 'http://unitsofmeasure.org',
          code: '10*3/uL',
        },
      },
    },
  ],
};

export const csvExample = [
  'PatientID,LabID,Accession,Panel,TestDate,TestCode,TestName,Value,Unit,RefRange',
  'P456789,LAB001,24-015-00734,CBC,2024-01-15T10:30:00Z,WBC,White Blood Cell Count,7.5,10^3/uL,4.5-11.0',
  'P456789,LAB001,24-015-00734,CBC,2024-01-15T10:30:00Z,HGB,Hemoglobin,13.2,g/dL,12.0-16.0',
]
  .map((row) => `${row}\r\n`)
  .join('');

export const xmlExample = `<LabResult><LabID>LAB001</LabID><AccessionNumber>24-015-00735</AccessionNumber>
  <TestDate>2024-01-15T10:30:00Z</TestDate><Patient ID="P345678"><Name>Maria Garcia</Name></Patient>
  <Tests><Test code="CBC"><Component code="WBC" value="7.5" unit="10^3/uL"/></Test></Tests></LabResult>
`;

const result_id = '13b0e3ef-1ce5-5881-a95a-d351a4c46e3c';
const submission_id = '25ed8112-8146-57d6-9ff5-4ed52088e587';
const incomplete = {
  pointer: '',
  code: 'W_PANEL_INCOMPLETE',
  message: 'Complete blood count: final but missing Red blood cell count, Hematocrit.',
};

/** The answer to it. */
export const acceptedExample = { result_id, submission_id, status: 'RECEIVED', warnings: [incomplete] };

const missing = {
  pointer: '/3/Value',
  code: 'E_NO_VALUE',
  message: 'Row 3, Value: the status is final but there is no value.',
};

/** The answer to a table with two results. */
export const severalExample = {
  accepted: 1,
  refused: 1,
  results: [
    { row: 2, result_id, submission_id, status: 'RECEIVED', warnings: [] },
    { row: 3, status: 'REFUSED', errors: [missing] },
  ],
};

export const validateExample = {
  valid: 1,
  refused: 1,
  results: [
    { row: 2, valid: true, panel: 'Complete blood count', observations: 8, errors: [], warnings: [] },
    { row: 3, valid: false, errors: [missing], warnings: [] },
  ],
};

/** What became of it. */
export const statusExample = {
  result_id,
  status: 'READY',
  submissions: [
    { submission_id, status: 'READY', received_at: '2024-01-15T11:02:17.451Z', problems: [incomplete] },
  ],
};

/** A page of the history. */
export const historyExample = {
  submissions: [
    {
      result_id,
      submission_id,
      received_at: '2024-01-15T11:02:17.451Z',
      media_type: 'application/json',
      state: 'READY',
      problems: [incomplete],
    },
  ],
};

export const uploadExample = {
  url: 'https://labsecure-drop.s3.us-east-1.amazonaws.com/incoming/LAB001/2f6e2a52-5c0b-4e0a-8f5a-6a1d1c0b7c5e/results.csv?X-Amz-Algorithm=AWS4-HMAC-SHA256&...',
  method: 'PUT',
  headers: { 'content-length': '8388608' },
  path: 'incoming/LAB001/2f6e2a52-5c0b-4e0a-8f5a-6a1d1c0b7c5e/results.csv',
  expires_at: '2024-01-15T16:00:12.000Z',
};

export const sealingKeyExample = {
  public_key: '-----BEGIN PUBLIC KEY-----\nMIIBojANBgkqhkiG9w0BAQEFAAOCAY8A...\n-----END PUBLIC KEY-----\n',
  fingerprint: '9f1c2b7a0d3e4f5061728394a5b6c7d8e9fa0b1c2d3e4f5061728394a5b6c7d8',
};
