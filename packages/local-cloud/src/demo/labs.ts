import type { Lab } from '@labsecure/contracts/labs';

/** The laboratories of the demo. The times they send without an offset are local to these zones. */
export const demoLabs: Lab[] = [
  {
    lab_id: 'LAB001',
    name: 'Quest Diagnostics',
    client_id: 'lab001-client',
    time_zone: 'America/New_York',
    contact_email: 'interfaces@lab001.example.com',
    security_email: 'security@lab001.example.com',
    active: true,
  },
  {
    lab_id: 'LAB002',
    name: 'LabCorp',
    client_id: 'lab002-client',
    time_zone: 'America/New_York',
    contact_email: 'interfaces@lab002.example.com',
    security_email: 'security@lab002.example.com',
    active: true,
  },
  {
    lab_id: 'LAB003',
    name: 'Mayo Clinic Labs',
    client_id: 'lab003-client',
    time_zone: 'America/Chicago',
    contact_email: 'interfaces@lab003.example.com',
    security_email: 'security@lab003.example.com',
    active: true,
  },
];

/** The secret of a demo lab's client: for this machine only, so it need not be secret. */
export const demoLabSecret = (lab: Lab): string => `${lab.client_id}-local-secret`;
