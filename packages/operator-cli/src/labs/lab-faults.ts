import { harmless } from '@labsecure/contracts/harmless';
import type { Lab } from '@labsecure/contracts/labs';
import { clientsOf } from '@labsecure/records/labs';

/** Ids stand in object keys and in paths of files. */
const idPattern = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/;
const clientPattern = /^[\w.+-]{1,128}$/;
const emailPattern = /^[^\s@<>,;:"\\]{1,64}@[^\s@<>,;:"\\]+\.[^\s@<>,;:"\\.]{2,}$/;

/** DynamoDB takes no item of more than 400 KB. */
const mostBytes = 350_000;

const isZone = (text: string): boolean => {
  // Offsets are taken by Intl too, and know nothing of summer time.
  if (!/^[A-Za-z]/.test(text)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: text });
    return true;
  } catch {
    return false;
  }
};

const nameFault = (name: string): string[] =>
  name.trim() === '' || name.length > 200 || harmless(name) !== name
    ? ['The name has to be 1 to 200 characters, none of them a control character.']
    : [];

const clientFaults = (lab: Lab): string[] => {
  const clients = clientsOf(lab);
  return [
    ...clients
      .filter((client) => !clientPattern.test(client))
      .map((client) => `"${client}" is no client id: letters, digits and . _ + - are, up to 128.`),
    ...(new Set(clients).size < clients.length ? ['A client is named twice.'] : []),
  ];
};

const emailFault = (option: string, email: string | undefined): string[] =>
  email === undefined || (email.length <= 254 && emailPattern.test(email))
    ? []
    : [`${option} has to be an e-mail address.`];

/** What is wrong with a lab as it is to be registered, a sentence each; none when nothing is. */
export const labFaults = (lab: Lab): string[] => [
  ...(idPattern.test(lab.lab_id)
    ? []
    : ['The lab id has to be letters, digits, _ and -, up to 64, the first no sign.']),
  ...nameFault(lab.name),
  ...clientFaults(lab),
  ...(isZone(lab.time_zone) ? [] : ['--time-zone has to be an IANA time zone, as in Europe/Vienna.']),
  ...emailFault('--contact', lab.contact_email),
  ...emailFault('--security-contact', lab.security_email),
  ...(Buffer.byteLength(JSON.stringify(lab)) > mostBytes
    ? [`The lab would take more than ${mostBytes} bytes to keep: its maps are too large.`]
    : []),
];
