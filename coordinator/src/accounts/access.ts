import { applyDecorators, createParamDecorator, SetMetadata, type ExecutionContext } from '@nestjs/common';
import { ApiExtension, ApiSecurity } from '@nestjs/swagger';
import type { Request } from 'express';
import type { Caller, Role } from './account.js';

/** Key of what a route says about who may call it. */
export const ACCESS = 'who may call this route';
export type Access = 'anyone' | readonly Role[];

/** Marks a route that needs no session. */
export const ForAnyone = (): MethodDecorator => applyDecorators(SetMetadata(ACCESS, 'anyone' satisfies Access), ApiSecurity({}));

/** Names the roles that may call a route. A route that names none is closed to everybody. */
export const For = (...roles: Role[]): MethodDecorator => applyDecorators(SetMetadata(ACCESS, roles satisfies Access), ApiExtension('x-roles', roles));

const callers = new WeakMap<Request, Caller>();

export const setCaller = (request: Request, caller: Caller): void => void callers.set(request, caller);

/** Who called; only on a route that names roles. */
export const CalledBy = createParamDecorator((_: unknown, context: ExecutionContext): Caller => {
  const caller = callers.get(context.switchToHttp().getRequest<Request>());
  if (caller === undefined) throw new TypeError('A route for anyone has no caller.');
  return caller;
});
