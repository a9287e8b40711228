/** As much of a browser as signing in needs: cookies are kept, redirects are followed one at a time. */
export interface Visitor {
  /** Sends one request; a relative address is taken from the one before. */
  visit(url: string, form?: Record<string, string>): Promise<Response>;
  /** Like visit, then follows redirects until one leads out of `origin`; gives the page or that redirect. */
  follow(url: string, origin: string, form?: Record<string, string>): Promise<Response>;
  /** Another one with the cookies of now, as someone who copied them would have. */
  copy(): Visitor;
}

export const createVisitor = (known: Iterable<[string, string]> = []): Visitor => {
  const cookies = new Map(known);
  let at: string | undefined;

  const visit = async (url: string, form?: Record<string, string>): Promise<Response> => {
    at = new URL(url, at).href;
    const response = await fetch(at, {
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form ? { method: 'POST', body: new URLSearchParams(form) } : {}),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (cookie.split(';')[0] ?? '').split('=');
      if (value) cookies.set(name, value);
      else cookies.delete(name);
    }
    return response;
  };

  const follow = async (url: string, origin: string, form?: Record<string, string>): Promise<Response> => {
    let response = await visit(url, form);
    for (let hops = 0; hops < 10; hops += 1) {
      const location = response.headers.get('location');
      if (!location || new URL(location, at).origin !== origin) return response;
      response = await visit(location);
    }
    throw new Error(`${url} keeps redirecting`);
  };

  return { visit, follow, copy: () => createVisitor(cookies) };
};
