/** What the columns of a patient registry are called, without regard to case, white space and punctuation. */
export const registryNames = {
  patient_id: [['patientid', 'id', 'patient']],
  first_name: [['firstname', 'givenname', 'first']],
  last_name: [['lastname', 'familyname', 'surname', 'last']],
  date_of_birth: [['dateofbirth', 'dob', 'birthdate']],
  gender: [['gender', 'sex']],
  medical_record_number: [['medicalrecordnumber', 'mrn']],
} as const satisfies Record<string, string[][]>;

export type RegistryField = keyof typeof registryNames;

/** In the order of the normalised copy. */
export const registryFields = Object.keys(registryNames) as RegistryField[];

export const neededFields: RegistryField[] = ['patient_id', 'first_name', 'last_name', 'date_of_birth'];
