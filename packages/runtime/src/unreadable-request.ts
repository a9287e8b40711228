import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { problemMediaType } from './error-handler.ts';

const statuses = new Map([
  ['ERR_HTTP_REQUEST_TIMEOUT', 408],
  ['HPE_HEADER_OVERFLOW', 431],
]);

/** Answers what is no HTTP request, or does not come to its end, in the words of every other error; then it hangs up. */
export const answerUnreadable = ({ code = '' }: Error & { code?: string }, socket: Socket): void => {
  if (code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const status = statuses.get(code) ?? 400;
  const title = STATUS_CODES[status] ?? '';
  const detail = 'The request cannot be read as HTTP, or did not come to its end.';
  const body = JSON.stringify({ type: 'about:blank', title, status, detail, code: 'E_REQUEST' });
  const head = [
    `HTTP/1.1 ${status} ${title}`,
    `Content-Type: ${problemMediaType}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
};
