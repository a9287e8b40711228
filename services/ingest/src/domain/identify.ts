import { panelNameOf } from '@labsecure/clinical/panel-name';
import type { CanonicalReport } from '@labsecure/contracts/canonical-report';
import { digestOf, rawKeyOf, resultIdOf, submissionIdOf } from '@labsecure/contracts/identity';
import type { Problem } from '@labsecure/contracts/problem';
import type { Submission } from '@labsecure/contracts/records';
import { extensionOf } from '@labsecure/formats/parse';
import type { Delivery } from './delivery.ts';

/** The fact that this body was received: every id follows from the body, so a retry states the same fact. */
export const identify = (delivery: Delivery, report: CanonicalReport, warnings: Problem[]): Submission => {
  const { lab, bytes, media_type } = delivery;
  const digest = digestOf(bytes);
  const result_id = resultIdOf({
    lab_id: lab.lab_id,
    panel: report.panel.id,
    accession_number: report.accession_number,
    idempotency_key: delivery.idempotency_key,
    digest,
  });
  const extension = extensionOf(media_type);
  return {
    result_id,
    submission_id: submissionIdOf(result_id, digest),
    lab_id: lab.lab_id,
    lab_name: lab.name,
    patient_id: report.patient.id,
    panel_name: panelNameOf(report),
    raw_key: rawKeyOf({ lab_id: lab.lab_id, reported_at: report.reported_at, result_id, digest, extension }),
    media_type,
    time_zone: lab.time_zone,
    digest,
    received_at: delivery.received_at.toISOString(),
    ...(delivery.traceparent === undefined ? {} : { traceparent: delivery.traceparent }),
    warnings,
  };
};
