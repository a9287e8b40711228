import type { BuildAppOptions } from 'fauxqs';

type Stores = NonNullable<BuildAppOptions['stores']>;
type StoredObject = ReturnType<Stores['s3Store']['headObject']>;

/** A bucket, and the queue that is told of the objects in it whose keys begin with one of the prefixes. */
export interface ObjectEvents {
  bucket: string;
  queue: string;
  prefixes: readonly string[];
}

/** As S3 writes keys into its events: as in a form, so that a space is `+`, but with its slashes. */
const encodedKey = (key: string): string =>
  encodeURIComponent(key)
    .replace(/[!'()]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%2F', '/')
    .replaceAll('%20', '+');

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html */
const messageAbout = (bucket: string, object: StoredObject, eventName: string, sequence: number): string => {
  const { key, contentLength: size, etag, lastModified } = object;
  const s3 = {
    s3SchemaVersion: '1.0',
    bucket: { name: bucket, arn: `arn:aws:s3:::${bucket}` },
    object: {
      key: encodedKey(key),
      size,
      eTag: etag.replaceAll('"', ''),
      sequencer: sequence.toString(16).toUpperCase().padStart(16, '0'),
    },
  };
  const eventTime = lastModified.toISOString();
  const source = { eventVersion: '2.1', eventSource: 'aws:s3', awsRegion: 'us-east-1' };
  return JSON.stringify({ Records: [{ ...source, eventTime, eventName, s3 }] });
};

/**
 * Tells queues of objects that are put, which fauxqs does not. However an object comes to be, its store is asked for it
 * by one of two functions; the event is on the queue before whoever put the object has an answer. What a copy or a form
 * put is called `ObjectCreated:Put` too. Objects that lie there already are told of again: the process may have ended
 * between an object and its event.
 * @param send puts a message on the queue of that name
 */
export const sendObjectEvents = (
  s3: Stores['s3Store'],
  wanted: readonly ObjectEvents[],
  send: (queue: string, body: string) => void,
): void => {
  // Goes on from where it was after a restart, since time does; also tells several in one millisecond apart.
  let sequence = Date.now() * 1000;
  const tell = (bucket: string, object: StoredObject, eventName: string): void => {
    for (const { queue, prefixes } of wanted.filter((source) => source.bucket === bucket)) {
      sequence += 1;
      if (prefixes.some((prefix) => object.key.startsWith(prefix)))
        send(queue, messageAbout(bucket, object, eventName, sequence));
    }
  };

  const putObject = s3.putObject.bind(s3);
  s3.putObject = (bucket, ...rest) => {
    const object = putObject(bucket, ...rest);
    tell(bucket, object, 'ObjectCreated:Put');
    return object;
  };
  const completeMultipartUpload = s3.completeMultipartUpload.bind(s3);
  const uploads: Map<string, { bucket: string }> = Reflect.get(s3, 'multipartUploads');
  s3.completeMultipartUpload = (uploadId, parts) => {
    // Asked first: the upload is forgotten with its completion.
    const upload = uploads.get(uploadId);
    const object = completeMultipartUpload(uploadId, parts);
    if (upload) tell(upload.bucket, object, 'ObjectCreated:CompleteMultipartUpload');
    return object;
  };

  for (const { bucket, prefixes } of wanted)
    for (const prefix of s3.hasBucket(bucket) ? prefixes : [])
      for (const object of s3.listObjects(bucket, { prefix, maxKeys: Number.POSITIVE_INFINITY }).objects)
        tell(bucket, object, 'ObjectCreated:Put');
};
