import { createHash, timingSafeEqual } from 'node:crypto';
import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request } from 'express';
import { RequestError } from '../errors.js';
import { CONSORTIUM_KEYS, type ConsortiumKeys } from '../identity/consortium-keys.js';
import { ACCESS, setCaller, type Access } from './access.js';
import type { Caller } from './account.js';
import { AccountsService } from './accounts.service.js';
import { isForeign, isLocalProgram } from './request-origin.js';
import { sessionIdIn } from './session-cookie.js';

const BEARER = /^Bearer (.+)$/;

/** Whoever can read the coordinator's key file. */
const COMMAND_LINE: Caller = { name: 'command line', role: 'study-admin', session: null };

/** Denies by default: a route says who may call it, and every other caller is turned away before anything is read. */
@Injectable()
export class AccessGuard implements CanActivate {
  readonly #accessKey: string;
  readonly #accounts: AccountsService;
  readonly #reflector: Reflector;

  constructor(
    @Inject(CONSORTIUM_KEYS) keys: ConsortiumKeys,
    @Inject(AccountsService) accounts: AccountsService,
    @Inject(Reflector) reflector: Reflector,
  ) {
    this.#accessKey = keys.accessKey;
    this.#accounts = accounts;
    this.#reflector = reflector;
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<Request>();
    if (isForeign(request)) throw new RequestError('forbidden', 'This request comes from a page of another site; use the dashboard of this coordinator.');
    const access = this.#reflector.get<Access | undefined>(ACCESS, context.getHandler());
    if (access === 'anyone') return true;
    const caller = await this.#callerOf(request);
    if (caller === null) throw new RequestError('unauthenticated', 'Sign in first.');
    if (access === undefined || !access.includes(caller.role)) throw new RequestError('forbidden', `The role ${caller.role} may not do this.`);
    setCaller(request, caller);
    return true;
  }

  async #callerOf(request: Request): Promise<Caller | null> {
    const bearer = BEARER.exec(request.headers.authorization ?? '')?.[1];
    if (bearer !== undefined) {
      const isLocal = isLocalProgram({ headers: request.headers, address: request.socket.remoteAddress ?? '' });
      return isLocal && equal(bearer, this.#accessKey) ? COMMAND_LINE : null;
    }
    const sessionId = sessionIdIn(request.headers.cookie ?? '');
    return sessionId === null ? null : this.#accounts.callerOf(sessionId);
  }
}

/** Compares in constant time; lengths are made equal by hashing. */
function equal(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
