import { MessageChannel, receiveMessageOnPort, Worker, type MessagePort } from 'node:worker_threads';

/** What the thread's script finds as its `workerData`. */
export interface ThreadData {
  readonly port: MessagePort;
  /** [1] the number of answers so far */
  readonly answers: Int32Array;
}

/**
 * A thread that is asked, and waited for: work that only promises can do, between two steps of work that cannot wait for a promise.
 *
 * Records are read in one stretch between a debit and its seal; nothing else of the agent may come between.
 */
export class BlockingThread<Question, Answer> {
  readonly #worker: Worker;
  readonly #port: MessagePort;
  readonly #answers = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  #asked = 0;

  /** @param script answers every message on its port with one, and then adds one to `answers` and wakes whoever waits for it */
  constructor(script: URL) {
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    const workerData: ThreadData = { port: port2, answers: this.#answers };
    this.#worker = new Worker(script, { workerData, transferList: [port2] });
    this.#worker.unref();
  }

  /** @returns null if there is no answer within the time */
  ask(question: Question, { timeoutMs }: { timeoutMs: number }): Answer | null {
    this.#port.postMessage(question);
    const before = this.#asked;
    this.#asked += 1;
    Atomics.wait(this.#answers, 0, before, timeoutMs);
    const received: { message: Answer } | undefined = receiveMessageOnPort(this.#port);
    return received?.message ?? null;
  }

  close(): void {
    this.#port.close();
    void this.#worker.terminate();
  }
}
