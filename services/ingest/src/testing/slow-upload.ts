import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';

export interface Upload {
  write: (bytes: string | Buffer) => Promise<void>;
  end: () => void;
  /** Hangs up. */
  destroy: () => void;
  answer: Promise<{ status: number; headers: IncomingMessage['headers']; body: string }>;
}

/** A request whose body is sent piece by piece, as a slow sender would. */
export const startUpload = (url: string, headers: Record<string, string>): Upload => {
  const sending = request(url, { method: 'POST', headers, agent: false });
  const answer = (async () => {
    const [response] = (await once(sending, 'response')) as [IncomingMessage];
    response.setEncoding('utf8');
    let body = '';
    for await (const text of response) body += text;
    return { status: response.statusCode ?? 0, headers: response.headers, body };
  })();
  // Whoever hangs up does not ask for the answer.
  answer.catch(() => undefined);
  sending.on('error', () => undefined);
  return {
    write: (bytes) =>
      new Promise((resolve) => {
        sending.write(bytes, () => resolve());
      }),
    end: () => sending.end(),
    destroy: () => sending.destroy(),
    answer,
  };
};
