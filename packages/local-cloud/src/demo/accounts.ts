import type { Account, MachineClient } from '../login/options.ts';
import { demoLabSecret, demoLabs } from './labs.ts';
import { demoPassword, demoPeople } from './people.ts';

/** The demo's patients as the login knows them. */
export const demoAccounts: Account[] = demoPeople.map(({ username, patient }) => ({
  subject: patient.subject,
  username,
  email: patient.email,
  given_name: patient.given_name,
  family_name: patient.family_name,
  password: demoPassword,
  groups: [],
}));

/** The demo's laboratories as the login knows them. */
export const demoMachines: MachineClient[] = demoLabs.map((lab) => ({
  client_id: lab.client_id,
  client_secret: demoLabSecret(lab),
}));
