import { DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { GetQueueAttributesCommand, GetQueueUrlCommand, SQSClient } from '@aws-sdk/client-sqs';
import { resourceName } from '@labsecure/contracts/resources';
import { demoPeople } from './people.ts';

export interface DemoStores {
  setEmails(on: boolean): Promise<void>;
  /** Nothing waits to be sent and nobody is sending. */
  noNotificationsLeft(): Promise<boolean>;
  destroy(): void;
}

/** What the loading of the demo does behind the services' backs. */
export const openDemoStores = (env: Record<string, string>): DemoStores => {
  const common = {
    region: env.AWS_REGION,
    credentials: {
      accessKeyId: env.AWS_ACCESS_KEY_ID ?? '',
      secretAccessKey: env.AWS_SECRET_ACCESS_KEY ?? '',
    },
  };
  const prefix = env.RESOURCE_PREFIX ?? '';
  const dynamodb = new DynamoDBClient({ ...common, endpoint: env.AWS_ENDPOINT_URL_DYNAMODB });
  const sqs = new SQSClient({ ...common, endpoint: env.AWS_ENDPOINT_URL_SQS, useQueueUrlAsEndpoint: false });

  const setEmails = async (on: boolean): Promise<void> => {
    const updates = demoPeople.map(({ patient }) =>
      dynamodb.send(
        new UpdateItemCommand({
          TableName: resourceName(prefix, 'patients'),
          Key: { patient_id: { S: patient.patient_id } },
          UpdateExpression: 'SET email_notifications = :on',
          ExpressionAttributeValues: { ':on': { BOOL: on } },
        }),
      ),
    );
    await Promise.all(updates);
  };

  const noNotificationsLeft = async (): Promise<boolean> => {
    const { QueueUrl } = await sqs.send(
      new GetQueueUrlCommand({ QueueName: resourceName(prefix, 'notifications') }),
    );
    const { Attributes = {} } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }),
    );
    return (
      Attributes.ApproximateNumberOfMessages === '0' &&
      Attributes.ApproximateNumberOfMessagesNotVisible === '0' &&
      Attributes.ApproximateNumberOfMessagesDelayed === '0'
    );
  };

  return {
    setEmails,
    noNotificationsLeft,
    destroy: () => {
      dynamodb.destroy();
      sqs.destroy();
    },
  };
};
