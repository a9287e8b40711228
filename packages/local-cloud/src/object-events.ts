import { buckets, resourceName } from '@labsecure/contracts/resources';
import type { ObjectEvents } from './aws/object-events.ts';

/** Which buckets tell which queues of new objects, as `resources.json` says. */
export const objectEvents = (prefix: string): ObjectEvents[] =>
  Object.entries(buckets).flatMap(([bucket, { events }]) =>
    events
      ? [
          {
            bucket: resourceName(prefix, bucket),
            queue: resourceName(prefix, events.queue),
            prefixes: events.prefixes,
          },
        ]
      : [],
  );
