import type { DemoSubmission } from './history/submissions.ts';

export interface Delivery {
  lab_id: string;
  result_id: string;
  submission_id: string;
}

interface Answer {
  result_id: string;
  submission_id: string;
}

interface Status {
  submissions: { submission_id: string; status: string; reason?: string }[];
}

const timeout = () => AbortSignal.timeout(10_000);
const attempts = 5;

/**
 * Posts one submission as its lab would.
 * @throws Error when it is refused, or when the service is too busy five times in a row
 */
export const deliver = async (
  ingestUrl: string,
  token: string,
  submission: DemoSubmission,
): Promise<Delivery> => {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await fetch(`${ingestUrl}/api/v1/ingest`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(submission.body),
      signal: timeout(),
    });
    if (answer.status === 202) {
      const { result_id, submission_id } = (await answer.json()) as Answer;
      return { lab_id: submission.lab_id, result_id, submission_id };
    }
    const wait = Number(answer.headers.get('retry-after'));
    if (!wait || attempt === attempts) {
      throw new Error(`The demo history was refused with ${answer.status}: ${await answer.text()}`);
    }
    await new Promise((resolve) => setTimeout(resolve, wait * 1000));
  }
};

/** @throws Error when it was rejected or failed */
export const isReady = async (ingestUrl: string, token: string, delivery: Delivery): Promise<boolean> => {
  const answer = await fetch(`${ingestUrl}/api/v1/status/${delivery.result_id}`, {
    headers: { authorization: `Bearer ${token}` },
    signal: timeout(),
  });
  if (!answer.ok) return false;
  const { submissions } = (await answer.json()) as Status;
  const own = submissions.find(({ submission_id }) => submission_id === delivery.submission_id);
  if (own?.status === 'REJECTED' || own?.status === 'FAILED') {
    throw new Error(`A result of the demo history ended ${own.status}: ${own.reason ?? 'no reason given'}`);
  }
  return own?.status === 'READY';
};
