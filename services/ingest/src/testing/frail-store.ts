import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An object store that keeps nothing and says that it does, so many times; from then on it hangs up. */
export const startFrailStore = async (times: number) => {
  let left = times;
  const server = createServer((request, response) => {
    left -= 1;
    if (left < 0) {
      request.socket.destroy();
      return;
    }
    request.resume().on('end', () => response.setHeader('etag', '"0"').end());
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
};
