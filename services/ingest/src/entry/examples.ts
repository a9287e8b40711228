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

const result_id = '13b0e3ef-1ce5-5881-a95a-d351a4c46e3c';
const submission_id = '25ed8112-8146-57d6-9ff5-4ed52088e587';
const incomplete = {
  pointer: '',
  code: 'W_PANEL_INCOMPLETE',
  message: 'Complete blood count: final but missing Red blood cell count, Hematocrit.',
};

/** The answer to it. */
export const acceptedExample = { result_id, submission_id, status: 'RECEIVED', warnings: [incomplete] };

/** What became of it. */
export const statusExample = {
  result_id,
  status: 'READY',
  submissions: [
    { submission_id, status: 'READY', received_at: '2024-01-15T11:02:17.451Z', problems: [incomplete] },
  ],
};
