import { demoPassword, demoPeople } from '../demo/people.ts';

/** Left to the shell, so that each time the line is pasted a new result is sent. */
const seconds = `'$(date +%s)'`;
const now = `'$(date -u +%Y-%m-%dT%H:%M:%SZ)'`;

const analytes: [code: string, name: string, value: number, unit: string, range: string][] = [
  ['WBC', 'White Blood Cell Count', 7.5, '10^3/uL', '4.5-11.0'],
  ['RBC', 'Red Blood Cell Count', 4.55, '10^6/uL', '4.10-5.10'],
  ['HGB', 'Hemoglobin', 11.6, 'g/dL', '12.0-15.5'],
  ['HCT', 'Hematocrit', 35.2, '%', '36.0-46.0'],
  ['MCV', 'Mean Corpuscular Volume', 77.4, 'fL', '80.0-100.0'],
  ['MCH', 'Mean Corpuscular Hemoglobin', 25.5, 'pg', '27.0-33.0'],
  ['MCHC', 'MCHC', 33.0, 'g/dL', '32.0-36.0'],
  ['PLT', 'Platelet Count', 268, '10^3/uL', '150-400'],
];

/**
 * A `curl` line, for a POSIX shell, that posts a blood count of Maria Garcia as LAB001 does.
 * @param ingestUrl address of the ingest service
 */
export const curlLine = (ingestUrl: string, token: string): string => {
  const body = JSON.stringify({
    patient_id: 'P234567',
    lab_id: 'LAB001',
    lab_name: 'Quest Diagnostics',
    accession_number: 'TRY-@seconds@',
    test_type: 'complete_blood_count',
    test_date: '@now@',
    physician: { name: 'Dr. Amir Haddad', npi: '1987654325' },
    results: analytes.map(([test_code, test_name, value, unit, reference_range]) => ({
      test_code,
      test_name,
      value,
      unit,
      reference_range,
    })),
  })
    .replace('@seconds@', seconds)
    .replace('@now@', now);
  const headers = [`authorization: Bearer ${token}`, 'content-type: application/json'];
  return `curl -sS ${headers.map((header) => `-H '${header}'`).join(' ')} -d '${body}' ${ingestUrl}/api/v1/ingest`;
};

export interface BannerFacts {
  urls: { portal: string; mailbox: string; ingest: string; apiDocs: string };
  /** Of LAB001's client, good for twelve hours. */
  token: string;
  /** How to stop it, and what becomes of the data. */
  ending: string;
}

/** What a newcomer is shown once everything runs. */
export const bannerOf = ({ urls, token, ending }: BannerFacts): string => {
  const maria = demoPeople.find(({ username }) => username === 'maria.garcia');
  const others = demoPeople.filter((person) => person !== maria).map(({ username }) => username);
  return `
LabSecure is running.

  Portal     ${urls.portal}
             sign in as ${maria?.patient.email}, password ${demoPassword}
             (the same password: ${others.join(', ')})
  Mailbox    ${urls.mailbox}
  API docs   ${urls.apiDocs}

Send Maria a new blood count, as her laboratory would. The token is good for 12 hours:

${curlLine(urls.ingest, token)}

${ending}
`;
};
