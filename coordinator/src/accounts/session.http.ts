import { Body, Controller, Delete, Get, Inject, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { z } from 'zod';
import * as model from '../http/model.js';
import { answers, answersNothing, body } from '../http/openapi.js';
import { ZodPipe } from '../http/zod.pipe.js';
import { CalledBy, For, ForAnyone } from './access.js';
import type { Caller } from './account.js';
import { AccountsService, type SignedIn } from './accounts.service.js';
import { COOKIE, cookieOptions, lasting } from './session-cookie.js';

type SessionView = z.infer<typeof model.session>;

@ApiTags('session')
@Controller('api')
export class SessionController {
  readonly #accounts: AccountsService;

  constructor(@Inject(AccountsService) accounts: AccountsService) {
    this.#accounts = accounts;
  }

  @ForAnyone()
  @Post('session')
  @body(model.signIn)
  @answers(model.session)
  async create(@Body(new ZodPipe(model.signIn)) { name, password }: z.infer<typeof model.signIn>, @Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<SessionView> {
    return begin(await this.#accounts.signIn({ name, password, address: request.socket.remoteAddress ?? '' }), request, response);
  }

  @For('viewer', 'researcher', 'study-admin')
  @Get('session')
  @answers(model.session)
  read(@CalledBy() { name, role }: Caller): SessionView {
    return { name, role };
  }

  @For('viewer', 'researcher', 'study-admin')
  @Delete('session')
  @answersNothing()
  async end(@CalledBy() caller: Caller, @Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<void> {
    await this.#accounts.signOut(caller);
    response.clearCookie(COOKIE, cookieOptions(request));
  }

  /** What a one-time set-up link is for. */
  @ForAnyone()
  @Post('set-up/link')
  @body(model.setUpToken)
  @answers(model.setUp)
  readSetUp(@Body(new ZodPipe(model.setUpToken)) { token }: z.infer<typeof model.setUpToken>): Promise<z.infer<typeof model.setUp>> {
    return this.#accounts.readSetUp(token);
  }

  /** Chooses the password of an account, once, and signs in. */
  @ForAnyone()
  @Post('set-up')
  @body(model.setUpRequest)
  @answers(model.session)
  async setUp(@Body(new ZodPipe(model.setUpRequest)) request: z.infer<typeof model.setUpRequest>, @Req() http: Request, @Res({ passthrough: true }) response: Response): Promise<SessionView> {
    return begin(await this.#accounts.setUp(request), http, response);
  }
}

function begin({ caller, sessionId }: SignedIn, request: Request, response: Response): SessionView {
  response.cookie(COOKIE, sessionId, lasting(cookieOptions(request)));
  return { name: caller.name, role: caller.role };
}
