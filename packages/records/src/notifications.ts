import type { NotificationRecord } from '@labsecure/contracts/records';
import { openTable, type RecordsOptions } from './table.ts';

/** What there is to tell somebody. `NotificationMessage` is one. */
export interface NotificationEvent {
  event_id: string;
  patient_id?: string;
}

export type Claim = 'ours' | 'done' | 'busy';

export type Conclusion = Pick<NotificationRecord, 'provider_message_id' | 'reason'> & {
  outcome: Exclude<NotificationRecord['outcome'], 'SENDING'>;
};

const keyOf = ({ event_id }: NotificationEvent) => ({ event_id, channel: 'email' });

/** The record of every e-mail, one per event: what makes it one e-mail, however often the event is delivered. */
export const createNotifications = (options: RecordsOptions) => {
  const notifications = openTable(options, 'notifications');

  return {
    /**
     * Asks to be the one who sends. 'ours': send now, and conclude. 'done': it has ended, do nothing. 'busy': another
     * worker is at it, or died over it; ask again later.
     * @param leaseSeconds how long the sending may take before another worker may take over
     */
    async claim(event: NotificationEvent, leaseSeconds: number): Promise<Claim> {
      const now = new Date();
      const updated_at = now.toISOString();
      const lease_until = new Date(now.getTime() + leaseSeconds * 1000).toISOString();
      const claimed = await notifications.update(
        keyOf(event),
        {
          set: { outcome: 'SENDING', lease_until, updated_at },
          keep: { created_at: updated_at, patient_id: event.patient_id },
          add: { attempts: 1 },
        },
        {
          when: 'attribute_not_exists(#outcome) OR #outcome = :retrying OR (#outcome = :outcome AND #lease_until < :updated_at)',
          values: { ':retrying': 'RETRYING' },
        },
      );
      if (claimed) return 'ours';
      const record = await notifications.get<NotificationRecord>(keyOf(event));
      // RETRYING: it was given back between the two calls, and the queue will bring it again.
      return record?.outcome === 'SENDING' || record?.outcome === 'RETRYING' ? 'busy' : 'done';
    },

    /** Writes how it went. What had ended before stays as it was: a worker whose lease ran out reopens nothing. */
    async conclude(
      event: NotificationEvent,
      { outcome, provider_message_id, reason }: Conclusion,
    ): Promise<void> {
      const updated_at = new Date().toISOString();
      await notifications.update(
        keyOf(event),
        {
          set: { outcome, provider_message_id, reason, updated_at, lease_until: undefined },
          keep: { created_at: updated_at, patient_id: event.patient_id, attempts: 0 },
        },
        {
          when: 'attribute_not_exists(#outcome) OR #outcome IN (:sending, :retrying)',
          values: { ':sending': 'SENDING', ':retrying': 'RETRYING' },
        },
      );
    },

    /** What was sent to a patient, newest first. From an index: to show, not to decide. */
    ofPatient: (patient_id: string): Promise<NotificationRecord[]> =>
      notifications.all<NotificationRecord>({
        IndexName: 'by-patient',
        KeyConditionExpression: 'patient_id = :patient',
        ExpressionAttributeValues: { ':patient': patient_id },
        ScanIndexForward: false,
      }),
  };
};
export type Notifications = ReturnType<typeof createNotifications>;
