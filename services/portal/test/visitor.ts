/** A browser without a screen: keeps cookies by name, follows redirects, fills in forms. */
export interface Visitor {
  /** Where the last answer came from. */
  at: string;
  get(url: string): Promise<Response>;
  post(url: string, form: Record<string, string>): Promise<Response>;
  /** Follows redirects to the end. */
  follow(response: Response): Promise<Response>;
  cookies: Map<string, string>;
}

/** @param always headers of every request, as a proxy in front would add them */
export const createVisitor = (start: string, always: Record<string, string> = {}): Visitor => {
  const cookies = new Map<string, string>();

  const send = async (url: string, init: RequestInit): Promise<Response> => {
    visitor.at = new URL(url, visitor.at).href;
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { ...always, ...(cookie && { cookie }) };
    const response = await fetch(visitor.at, { ...init, redirect: 'manual', headers });
    for (const line of response.headers.getSetCookie()) {
      const [pair = '', ...attributes] = line.split('; ');
      const name = pair.slice(0, pair.indexOf('='));
      if (attributes.some((one) => /^(expires=thu, 01 jan 1970|max-age=0)/i.test(one))) cookies.delete(name);
      else cookies.set(name, pair.slice(pair.indexOf('=') + 1));
    }
    return response;
  };

  const visitor: Visitor = {
    at: start,
    cookies,
    get: (url) => send(url, {}),
    post: (url, form) => send(url, { method: 'POST', body: new URLSearchParams(form) }),
    async follow(response) {
      let current = response;
      for (let hops = 0; hops < 12; hops++) {
        const location = current.headers.get('location');
        if (location === null) return current;
        current = await visitor.get(location);
      }
      throw new Error(`${visitor.at} redirects for ever`);
    },
  };
  return visitor;
};

/** The token a page's forms carry. */
export const csrfOf = (html: string): string => /name="_csrf" value="([^"]+)"/.exec(html)?.[1] ?? '';

/** Signs in through the login's own page, as a person would. */
export const signIn = async (
  visitor: Visitor,
  username: string,
  password: string,
  next = '/dashboard',
): Promise<Response> => {
  const page = await visitor.follow(await visitor.get(`/auth/start?next=${encodeURIComponent(next)}`));
  const action = /action="([^"]+)"/.exec(await page.text())?.[1]?.replaceAll('&amp;', '&') ?? '';
  return visitor.follow(await visitor.post(action, { username, password }));
};
