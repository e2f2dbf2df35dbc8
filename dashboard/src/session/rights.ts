import type { Role } from '../api/model.js';

/** What the pages offer to whom. The coordinator decides for itself what each role may call; this only spares people a refusal. */
const rights = {
  'run studies': ['study-admin'],
  'invite sites': ['study-admin'],
  'read ledgers': ['study-admin'],
  'see exports': ['researcher', 'study-admin'],
  'request exports': ['researcher', 'study-admin'],
  'decide exports': ['study-admin'],
  'manage accounts': ['study-admin'],
} as const satisfies Record<string, readonly Role[]>;

export type Right = keyof typeof rights;

export function may(role: Role, right: Right): boolean {
  const roles: readonly Role[] = rights[right];
  return roles.includes(role);
}
