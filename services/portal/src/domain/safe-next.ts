const home = '/dashboard';

/** Every page someone can be sent to after signing in. A list of what is allowed cannot be talked around. */
const known = /^\/(dashboard(\?after=[\w-]{1,300})?|profile|results\/[0-9a-f-]{36}(\/versions\/\d{1,4})?)$/;

/** Where to go after signing in: a page of ours, whatever the address asked for. */
export const safeNext = (next: string | undefined): string =>
  next !== undefined && known.test(next) ? next : home;
