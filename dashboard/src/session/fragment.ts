/** The token of a one-time set-up link in an address' fragment, `#setup=…`, or null. */
export function setUpTokenIn(fragment: string): string | null {
  return /^#setup=([\w-]+)$/.exec(fragment)?.[1] ?? null;
}

/** Reads the token out of the address bar and removes it there, so that it is neither bookmarked nor shown. */
export function takeSetUpToken(): string | null {
  const token = setUpTokenIn(window.location.hash);
  if (token !== null) window.history.replaceState(window.history.state, '', window.location.pathname + window.location.search);
  return token;
}
