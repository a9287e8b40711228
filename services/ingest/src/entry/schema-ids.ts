/**
 * The document without the `$id`s that TypeBox schemas carry: inside an OpenAPI document an `$id` would give everything
 * below it another base address, and readers look for it there.
 */
export const withoutIds = (document: object): unknown =>
  JSON.parse(JSON.stringify(document, (key, value) => (key === '$id' ? undefined : value)));
