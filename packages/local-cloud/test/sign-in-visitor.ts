import { createVisitor } from '@labsecure/testing/visitor';
import { demoPassword } from '../src/demo/people.ts';

/** Signs a demo person in without a browser; gives the one who may then look at pages. */
export const signInVisitor = async (urls: { portal: string; login: string }, username: string) => {
  const visitor = createVisitor();
  const { portal, login } = urls;
  const start = await visitor.follow(`${portal}/auth/start?next=/dashboard`, portal);
  const form = await visitor.follow(start.headers.get('location') ?? '', login);
  const action = /action="([^"]+)"/.exec(await form.text())?.[1]?.replaceAll('&amp;', '&') ?? '';
  const back = await visitor.follow(action, login, { username, password: demoPassword });
  await visitor.follow(back.headers.get('location') ?? '', portal);
  return visitor;
};
