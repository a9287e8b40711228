import { type ResultStatus, resultStatuses } from './vocabulary.ts';

/**
 * The place of a version among the versions of its result, as a string that sorts: by the time the lab reported it,
 * then by status rank, then by submission id, so that any order of arrival ends in the same current version.
 * @param reportedAt RFC 3339 with offset
 */
export const versionOrder = (reportedAt: string, status: ResultStatus, submissionId: string): string =>
  `${new Date(reportedAt).toISOString()}#${resultStatuses.indexOf(status)}#${submissionId}`;
