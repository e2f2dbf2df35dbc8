import { MessageChannel, receiveMessageOnPort, Worker, type MessagePort } from 'node:worker_threads';

/** What the thread's script finds as its `workerData`. */
export interface ThreadData {
  readonly port: MessagePort;
  /** [1] the number of answers so far */
  readonly answers: Int32Array;
}

/** How long an answer is waited for. */
export interface Patience {
  readonly timeoutMs: number;
}

/**
 * A thread that is asked, and waited for: between two steps of work that cannot wait for a promise, what only promises can do, or what
 * is better done at the same time.
 *
 * Records are read in one stretch between a debit and its seal; nothing else of the agent may come between.
 */
export class BlockingThread<Question, Answer> {
  readonly #worker: Worker;
  readonly #port: MessagePort;
  readonly #answers = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  #asked = 0;
  #received = 0;

  /** @param script answers every message on its port with one, in their order, and then adds one to `answers` and wakes whoever waits for it */
  constructor(script: URL) {
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    const workerData: ThreadData = { port: port2, answers: this.#answers };
    this.#worker = new Worker(script, { workerData, transferList: [port2] });
    this.#worker.unref();
  }

  /** @returns null if there is no answer within the time */
  ask(question: Question, patience: Patience): Answer | null {
    return this.begin(question)(patience);
  }

  /** @returns waits for the answer, and forgets those to earlier questions that nobody has waited for; null if there is none within the time */
  begin(question: Question): (patience: Patience) => Answer | null {
    this.#port.postMessage(question);
    this.#asked += 1;
    const place = this.#asked;
    return (patience) => this.#answerAt(place, patience);
  }

  #answerAt(place: number, { timeoutMs }: Patience): Answer | null {
    for (let given = Atomics.load(this.#answers, 0); given < place; given = Atomics.load(this.#answers, 0)) {
      if (Atomics.wait(this.#answers, 0, given, timeoutMs) === 'timed-out') return null;
    }
    for (;;) {
      const received: { message: Answer } | undefined = receiveMessageOnPort(this.#port);
      if (received === undefined) return null;
      this.#received += 1;
      if (this.#received === place) return received.message;
    }
  }

  close(): void {
    this.#port.close();
    void this.#worker.terminate();
  }
}
