import { type Static, Type } from 'typebox';

/** One fault (`E_...`) or remark (`W_...`) about one place in what was sent. */
export const Problem = Type.Object(
  {
    pointer: Type.String({ description: 'JSON pointer (RFC 6901) to the place; empty for the whole body' }),
    code: Type.String({
      description: 'E_... refuses the submission, W_... is a remark',
      examples: ['E_UNIT_MISSING'],
    }),
    message: Type.String({ description: 'What is wrong and what to do about it, for a lab engineer' }),
  },
  { $id: 'Problem' },
);
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
