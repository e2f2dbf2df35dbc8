import { Controller, Inject, Sse, type MessageEvent } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { concatMap, filter, interval, map, merge, takeUntil, type Observable } from 'rxjs';
import { CalledBy, For } from '../accounts/access.js';
import type { Caller } from '../accounts/account.js';
import { AccountsService } from '../accounts/accounts.service.js';
import * as model from '../http/model.js';
import { streams } from '../http/openapi.js';
import { Events } from './events.js';

/** Proxies close a silent connection after a minute or so. */
const HEARTBEAT_MS = 20_000;

@ApiTags('events')
@Controller('api/events')
export class EventsController {
  readonly #events: Events;
  readonly #accounts: AccountsService;

  constructor(@Inject(Events) events: Events, @Inject(AccountsService) accounts: AccountsService) {
    this.#events = events;
    this.#accounts = accounts;
  }

  /** Server-sent events: what to read again. The stream ends with the session, at the next heartbeat. */
  @For('viewer', 'researcher', 'study-admin')
  @Sse()
  @streams(model.change)
  stream(@CalledBy() caller: Caller): Observable<MessageEvent> {
    const heartbeat = interval(HEARTBEAT_MS).pipe(map(() => ({ type: 'heartbeat', data: {} })));
    const ended = interval(HEARTBEAT_MS).pipe(
      concatMap(() => this.#accounts.isSignedIn(caller)),
      filter((isSignedIn) => !isSignedIn),
    );
    return merge(this.#events.stream().pipe(map((data) => ({ data }))), heartbeat).pipe(takeUntil(ended));
  }
}
