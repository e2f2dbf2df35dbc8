import { Body, Controller, Delete, Get, Inject, Post, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { z } from 'zod';
import { RequestError } from '../errors.js';
import * as model from '../http/model.js';
import { answers, answersNothing, body } from '../http/openapi.js';
import { ZodPipe } from '../http/zod.pipe.js';
import { COOKIE, Open, SessionGuard } from './session.guard.js';

const EIGHT_HOURS_MS = 8 * 60 * 60_000;
const COOKIE_OPTIONS = { httpOnly: true, sameSite: 'strict', path: '/' } as const;

@ApiTags('session')
@Controller('api/session')
export class SessionController {
  readonly #guard: SessionGuard;

  constructor(@Inject(SessionGuard) guard: SessionGuard) {
    this.#guard = guard;
  }

  @Open()
  @Post()
  @body(model.signIn)
  @answersNothing()
  create(@Body(new ZodPipe(model.signIn)) { accessKey }: z.infer<typeof model.signIn>, @Res({ passthrough: true }) response: Response): void {
    if (!this.#guard.isAccessKey(accessKey)) throw new RequestError('unauthenticated', 'This is not the access key of this coordinator.');
    response.cookie(COOKIE, this.#guard.sessionToken(), { ...COOKIE_OPTIONS, maxAge: EIGHT_HOURS_MS });
  }

  @Get()
  @answers(model.session)
  read(): z.infer<typeof model.session> {
    return { signedIn: true, role: 'admin' };
  }

  @Delete()
  @answersNothing()
  end(@Res({ passthrough: true }) response: Response): void {
    response.clearCookie(COOKIE, COOKIE_OPTIONS);
  }
}
