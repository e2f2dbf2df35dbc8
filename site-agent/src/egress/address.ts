const ADDRESS = /^[^\s/,]+:\d{1,5}$/;

/** host:port of each coordinator, from a list with commas between. @returns null if it is none */
export function parseAddresses(text: string): readonly string[] | null {
  const addresses = text.split(',');
  return addresses.every((address) => ADDRESS.test(address)) ? addresses : null;
}

export const addressesIn = (text: string): readonly string[] => text.split(',');

export function splitAddress(address: string): { host: string; port: number } {
  const at = address.lastIndexOf(':');
  return { host: address.slice(0, at).replace(/^\[|\]$/g, ''), port: Number(address.slice(at + 1)) };
}
