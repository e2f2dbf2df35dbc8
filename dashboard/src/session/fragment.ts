/** The access key in an address' fragment, `#key=…`, or null. */
export function accessKeyIn(fragment: string): string | null {
  const found = /^#key=([^&]+)/.exec(fragment)?.[1];
  return found === undefined ? null : decoded(found);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Reads the access key out of the address bar and removes it there, so that it is neither bookmarked nor shown. */
export function takeAccessKey(): string | null {
  const key = accessKeyIn(window.location.hash);
  if (key !== null) window.history.replaceState(window.history.state, '', window.location.pathname + window.location.search);
  return key;
}
