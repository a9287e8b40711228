import { AcceptedAnswer, SeveralAnswer } from '@labsecure/contracts/api';
import { isError, type Problem, ProblemDetails } from '@labsecure/contracts/problem';
import { Compile } from 'typebox/compile';
import type { Told } from './told.ts';

const accepted = Compile(AcceptedAnswer);
const several = Compile(SeveralAnswer);
const problem = Compile(ProblemDetails);

/** @returns undefined when it is not JSON */
export const jsonIn = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const inRow = (problems: Problem[], row: number | undefined): Problem[] =>
  row === undefined ? problems : problems.map((one) => ({ row, ...one }));

const severalTold = ({ results, warnings = [] }: SeveralAnswer): Told => ({
  problems: [
    ...warnings,
    ...results.flatMap((result) => inRow('errors' in result ? result.errors : result.warnings, result.row)),
  ],
  results: results.flatMap((result) =>
    'result_id' in result
      ? [
          {
            ...(result.row !== undefined && { row: result.row }),
            ...(result.pointer !== undefined && { pointer: result.pointer }),
            result_id: result.result_id,
          },
        ]
      : [],
  ),
});

/** The answer to senders of JSON, CSV and XML; undefined when it is not one of ours. */
export const jsonAnswer = (text: string): Told | undefined => {
  const value = jsonIn(text);
  if (several.Check(value)) return severalTold(value);
  if (accepted.Check(value)) return { problems: value.warnings, results: [{ result_id: value.result_id }] };
  return undefined;
};

/** RFC 9457, as it is answered to everyone before it is known who asks, and to most afterwards. */
export const problemAnswer = (text: string): Told | undefined => {
  const value = jsonIn(text);
  if (!problem.Check(value)) return undefined;
  const { code, title, detail = title, errors } = value;
  const problems = errors?.some(isError) ? errors : [{ pointer: '', code, message: detail }];
  return { problems, results: [], detail };
};
