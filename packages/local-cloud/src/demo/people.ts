import type { Patient } from '@labsecure/contracts/patients';

/** A demo patient and the login that reads their results. */
export interface DemoPerson {
  username: string;
  patient: Patient & { email: string; subject: string };
}

/** One password for every demo login. */
export const demoPassword = 'read-my-results';

const person = (
  patient_id: string,
  given_name: string,
  family_name: string,
  birth_date: string,
  sex: 'M' | 'F',
  phone: string,
  subject: string,
): DemoPerson => {
  const username = `${given_name}.${family_name}`.toLowerCase();
  return {
    username,
    patient: {
      patient_id,
      given_name,
      family_name,
      birth_date,
      sex,
      email: `${username}@example.com`,
      phone,
      subject,
      email_notifications: true,
    },
  };
};

export const demoPeople: DemoPerson[] = [
  person(
    'P123456',
    'John',
    'Smith',
    '1985-03-15',
    'M',
    '+1-555-0101',
    'b7a1c0de-0001-4c5e-9a01-5d1f00000101',
  ),
  person(
    'P234567',
    'Maria',
    'Garcia',
    '1990-07-22',
    'F',
    '+1-555-0102',
    'b7a1c0de-0002-4c5e-9a01-5d1f00000102',
  ),
  person(
    'P345678',
    'James',
    'Wilson',
    '1978-11-08',
    'M',
    '+1-555-0103',
    'b7a1c0de-0003-4c5e-9a01-5d1f00000103',
  ),
  person('P456789', 'Li', 'Chen', '1995-02-14', 'F', '+1-555-0104', 'b7a1c0de-0004-4c5e-9a01-5d1f00000104'),
  person(
    'P567890',
    'Sarah',
    'Johnson',
    '1982-09-30',
    'F',
    '+1-555-0105',
    'b7a1c0de-0005-4c5e-9a01-5d1f00000105',
  ),
];
