import type { BuildAppOptions, buildApp } from 'fauxqs';

type App = ReturnType<typeof buildApp>;
type SqsStore = NonNullable<NonNullable<BuildAppOptions['stores']>['sqsStore']>;

const isReceive = (target: string | string[] | undefined): boolean => target === 'AmazonSQS.ReceiveMessage';

/**
 * Messages received for a client that has gone are made visible again at once. As fauxqs comes, a long poll of a
 * process that was killed still takes the next message, which then is nobody's until its visibility runs out.
 */
export const giveBackMessages = (app: App, store: SqsStore): void => {
  app.addHook('onSend', async (request, _reply, payload) => {
    if (!isReceive(request.headers['x-amz-target']) || !request.raw.socket.destroyed) return;
    const { QueueUrl } = request.body as { QueueUrl: string };
    const { Messages = [] } = JSON.parse(String(payload)) as { Messages?: { ReceiptHandle: string }[] };
    for (const { ReceiptHandle } of Messages) store.getQueue(QueueUrl)?.changeVisibility(ReceiptHandle, 0);
  });
};
