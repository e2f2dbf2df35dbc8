import { hash, verify } from '@node-rs/argon2';

/** 64 MiB, three passes, one lane: above the least that OWASP's password storage sheet asks for (19 MiB, two passes). */
const COST = { memoryCost: 64 * 1024, timeCost: 3, parallelism: 1 };

/** A hash that no password has, of the same cost as a real one. */
export const NOBODYS_HASH = `$argon2id$v=19$m=${COST.memoryCost},t=${COST.timeCost},p=${COST.parallelism}$${base64(16)}$${base64(32)}`;

/** The same characters may be typed as different code points; they are one password. */
const normal = (password: string): string => password.normalize('NFKC');

/** @returns argon2id with a random salt, in the PHC string format */
export const hashPassword = (password: string): Promise<string> => hash(normal(password), COST);

/**
 * Takes as long for nobody's password as for a wrong one, so that the time does not tell which accounts exist.
 * @param passwordHash null where there is no such account, or none with a password
 */
export async function isPassword(password: string, passwordHash: string | null): Promise<boolean> {
  const matches = await verify(passwordHash ?? NOBODYS_HASH, normal(password));
  return matches && passwordHash !== null;
}

function base64(bytes: number): string {
  return Buffer.alloc(bytes, 0x5a).toString('base64').replaceAll('=', '');
}
