import { Controller, Inject, Sse, type MessageEvent } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { interval, map, merge, type Observable } from 'rxjs';
import * as model from '../http/model.js';
import { streams } from '../http/openapi.js';
import { Events } from './events.js';

/** Proxies close a silent connection after a minute or so. */
const HEARTBEAT_MS = 20_000;

@ApiTags('events')
@Controller('api/events')
export class EventsController {
  readonly #events: Events;

  constructor(@Inject(Events) events: Events) {
    this.#events = events;
  }

  /** Server-sent events: what to read again. */
  @Sse()
  @streams(model.change)
  stream(): Observable<MessageEvent> {
    const heartbeat = interval(HEARTBEAT_MS).pipe(map(() => ({ type: 'heartbeat', data: {} })));
    return merge(this.#events.stream().pipe(map((data) => ({ data }))), heartbeat);
  }
}
