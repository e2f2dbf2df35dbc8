import { Body, Controller, Get, Inject, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import * as model from '../http/model.js';
import { answers, body, creates } from '../http/openapi.js';
import { ZodPipe } from '../http/zod.pipe.js';
import { For } from './access.js';
import { AccountsService } from './accounts.service.js';

@ApiTags('accounts')
@Controller('api/accounts')
export class AccountsController {
  readonly #accounts: AccountsService;

  constructor(@Inject(AccountsService) accounts: AccountsService) {
    this.#accounts = accounts;
  }

  @For('study-admin')
  @Get()
  @answers(z.array(model.account))
  async list(): Promise<z.infer<typeof model.account>[]> {
    return (await this.#accounts.list()).map(({ name, role, passwordHash, createdAt }) => ({ name, role, createdAt, isSetUp: passwordHash !== null }));
  }

  /** Makes an account, or a new link for one that has not been set up. The token is in this answer only. */
  @For('study-admin')
  @Post()
  @body(model.accountRequest)
  @creates(model.newAccount)
  create(@Body(new ZodPipe(model.accountRequest)) request: z.infer<typeof model.accountRequest>): Promise<z.infer<typeof model.newAccount>> {
    return this.#accounts.create(request);
  }
}
