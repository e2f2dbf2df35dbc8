/** What this program takes from its environment. */
export const config: { readonly keyFile: string | null; readonly credentials: string | null } = {
  /** COMMONWARD_KEY_FILE: the key of the home, wherever the home says it is. */
  keyFile: process.env.COMMONWARD_KEY_FILE ?? null,
  /** The folder of systemd's credentials. */
  credentials: process.env.CREDENTIALS_DIRECTORY ?? null,
};
