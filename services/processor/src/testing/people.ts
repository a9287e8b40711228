import type { Patient } from '@labsecure/contracts/patients';

/** Registered, as a registry would have them. */
export const aPatient = (over: Partial<Patient> = {}): Patient => ({
  patient_id: 'P123456',
  given_name: 'John',
  family_name: 'Smith',
  birth_date: '1985-03-15',
  sex: 'M',
  email_notifications: true,
  ...over,
});

/** How a body in the native format names him. */
export const johnSmith = { name: 'John Smith', date_of_birth: '1985-03-15', sex: 'M' };
