import { type Static, Type } from 'typebox';

/** One fault (`E_...`) or remark (`W_...`) about one place in what was sent. */
export const Problem = Type.Object({
  pointer: Type.String({
    description:
      'the place in what was sent, empty for the whole: a JSON pointer (RFC 6901), /OBX[2]-5 in HL7, /row/column in CSV, a path in XML',
  }),
  code: Type.String({
    description: 'E_... refuses the submission, W_... is a remark',
    examples: ['E_UNIT_MISSING'],
  }),
  message: Type.String({ description: 'What is wrong and what to do about it, for a lab engineer' }),
  row: Type.Optional(
    Type.Integer({ description: 'of a body with several results: row of a table, message of a batch' }),
  ),
});
export type Problem = Static<typeof Problem>;

/** Errors refuse a submission, warnings travel with it. The code's first letter decides. */
export const isError = (problem: Problem): boolean => problem.code.startsWith('E_');

/** RFC 9457 problem details, the body of every answer that is not a success. */
export const ProblemDetails = Type.Object(
  {
    type: Type.String({ examples: ['about:blank'] }),
    title: Type.String(),
    status: Type.Integer(),
    code: Type.String({ examples: ['E_INVALID'] }),
    detail: Type.Optional(Type.String()),
    instance: Type.Optional(
      Type.String({ description: 'Id of this request, to quote when asking for help' }),
    ),
    errors: Type.Optional(Type.Array(Problem)),
  },
  { $id: 'ProblemDetails' },
);
export type ProblemDetails = Static<typeof ProblemDetails>;
