import { LabSecureError, PermanentError } from '@labsecure/contracts/errors';
import type { LabResultMessage } from '@labsecure/contracts/messages';
import type { MessageContext } from '@labsecure/runtime/queue-worker';
import type { Outcome } from '../domain/process-submission.ts';

export interface ConsumerDeps {
  process: (resultId: string, submissionId: string) => Promise<Outcome>;
  /** @returns whether there was something to give up */
  fail: (resultId: string, submissionId: string, reason: string) => Promise<boolean>;
}

/** What a worker of the queue `lab-results` does with a message, and with one that it has to give up. */
export const createLabResultsConsumer = ({ process, fail }: ConsumerDeps) => {
  const giveUp = async (
    message: LabResultMessage,
    error: unknown,
    context: MessageContext,
  ): Promise<void> => {
    const { result_id, submission_id } = message;
    const failed = await fail(result_id, submission_id, `Processing did not succeed (${codeOf(error)}).`);
    if (failed) {
      context.logger.error({ event: 'submission.failed', result_id, submission_id }, 'submission failed');
    }
  };

  const handle = async (message: LabResultMessage, context: MessageContext): Promise<void> => {
    const { result_id, submission_id } = message;
    try {
      const state = await process(result_id, submission_id);
      context.logger.info(
        { event: 'submission.processed', result_id, submission_id, state },
        'submission processed',
      );
    } catch (error) {
      if (error instanceof PermanentError) await giveUp(message, error, context);
      throw error;
    }
  };

  return { handle, onExhausted: giveUp };
};

/** Never the message of an error: it could say more than a lab's e-mail or a log may hold. */
const codeOf = (error: unknown): string => (error instanceof LabSecureError ? error.code : 'E_UNEXPECTED');
