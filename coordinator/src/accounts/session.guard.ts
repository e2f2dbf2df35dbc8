import { createHmac, timingSafeEqual } from 'node:crypto';
import { applyDecorators, Inject, Injectable, SetMetadata, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ApiSecurity } from '@nestjs/swagger';
import type { Request } from 'express';
import { RequestError } from '../errors.js';
import { CONSORTIUM_KEYS, type ConsortiumKeys } from '../identity/consortium-keys.js';

export const COOKIE = 'commonward_session';
const OPEN = 'open to anyone';
const BEARER = /^Bearer (.+)$/;

/** Marks a route that needs no session. Every other route does. */
export const Open = () => applyDecorators(SetMetadata(OPEN, true), ApiSecurity({}));

/** Denies by default: a request needs the session cookie or the access key as bearer token. */
@Injectable()
export class SessionGuard implements CanActivate {
  readonly #accessKey: string;
  readonly #reflector: Reflector;

  constructor(@Inject(CONSORTIUM_KEYS) keys: ConsortiumKeys, @Inject(Reflector) reflector: Reflector) {
    this.#accessKey = keys.accessKey;
    this.#reflector = reflector;
  }

  canActivate(context: ExecutionContext): boolean {
    if (this.#reflector.getAllAndOverride<boolean | undefined>(OPEN, [context.getHandler(), context.getClass()]) === true) return true;
    if (this.signedIn(context.switchToHttp().getRequest<Request>())) return true;
    throw new RequestError('unauthenticated', 'Sign in first, with the access key that the coordinator printed at its first start.');
  }

  signedIn(request: Request): boolean {
    const bearer = BEARER.exec(request.headers.authorization ?? '')?.[1];
    if (bearer !== undefined) return this.isAccessKey(bearer);
    const cookie = cookieValue(request.headers.cookie ?? '', COOKIE);
    return cookie !== null && equal(cookie, this.sessionToken());
  }

  isAccessKey(key: string): boolean {
    return equal(key, this.#accessKey);
  }

  /** The cookie's value; it does not reveal the access key. */
  sessionToken(): string {
    return createHmac('sha256', this.#accessKey).update('commonward/session/1').digest('base64url');
  }
}

/** Compares in constant time; lengths are made equal by hashing. */
function equal(a: string, b: string): boolean {
  const digest = (text: string) => createHmac('sha256', 'compare').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}

function cookieValue(header: string, name: string): string | null {
  const pair = header.split(';').map((part) => part.trim()).find((part) => part.startsWith(`${name}=`));
  return pair === undefined ? null : pair.slice(name.length + 1);
}
