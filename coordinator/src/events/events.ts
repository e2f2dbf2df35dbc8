import { Injectable } from '@nestjs/common';
import { Subject, type Observable } from 'rxjs';

/** `rounds`: a site has answered in the masked round of a study. Nobody is to be told anything by it, so only who looks at the study listens. */
export type Topic = 'sites' | 'studies' | 'exports' | 'rounds';

/** Something changed and is worth reading again. Events carry no content, so whoever listens needs the right to read. */
export interface Changed {
  readonly type: 'changed';
  readonly topic: Topic;
  readonly id: string;
}

@Injectable()
export class Events {
  readonly #subject = new Subject<Changed>();

  changed(topic: Topic, id: string): void {
    this.#subject.next({ type: 'changed', topic, id });
  }

  stream(): Observable<Changed> {
    return this.#subject.asObservable();
  }
}
