import { AppError } from '../../contract/index.ts';
import type { MediaHost, StartMediaHost } from './fork-host.ts';
import { GRACE_MS, MAX_PROCESS_BYTES, STILL_MS } from './limits.ts';
import { MEMORY_POLL_MS, residentBytes } from './memory.ts';
import { Reply, type Request } from './protocol.ts';

/** The host went without an answer and nobody here had ended it. */
export class HostCrash extends Error {
  override readonly name = 'HostCrash';
}

/** A host that grew beyond this between files is replaced: native memory is not always given back. */
const RETIRE_BYTES = 350 * 1024 ** 2;

/** What a host may answer to a request beside `failed`. */
export type Answer = Extract<Reply, { type: 'measured' | 'read' | 'pictures' | 'logo' | 'looks' }>;

/** One media host under watch: clock, memory, abort. Used for one file at a time. */
export class Supervisor {
  private readonly host: MediaHost;
  private exited: string | null = null;
  private retired = false;
  private program: number | null = null;
  private onReply: (reply: Reply) => void = () => undefined;
  private onGone: (how: string) => void = () => undefined;
  /** The names and versions of the decoders inside the host; rejects with HostCrash when it cannot start. */
  readonly ready: Promise<string>;
  /** The most that the host or its ffmpeg was seen to hold. */
  peakBytes = 0;

  constructor(start: StartMediaHost) {
    this.host = start();
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    this.ready = promise;
    this.ready.catch(() => undefined); // told again by the first file
    this.host.onMessage((message) => {
      const { data: reply } = Reply.safeParse(message);
      // Whoever took a host over through a hostile file gets no word in.
      if (!reply) this.kill();
      else if (reply.type === 'ready') resolve(reply.decoders);
      else if (reply.type === 'program') this.program = reply.pid;
      else this.onReply(reply);
    });
    this.host.onExit((how) => {
      this.exited = how;
      this.kill(); // its ffmpeg may still be there
      reject(new HostCrash(how));
      this.onGone(how);
    });
  }

  get usable(): boolean {
    return this.exited === null && !this.retired;
  }

  kill(): void {
    this.retired = true;
    this.host.kill();
    // Where hosts are not started by us there is no group to kill; then the decoder has to be named.
    if (this.program === null) return;
    try {
      process.kill(this.program, 'SIGKILL');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
    this.program = null;
  }

  /** The answer to a request. Rejects with AppError, with HostCrash, or with the signal's reason. */
  ask<Type extends Answer['type']>(
    request: Request,
    answer: Type,
    signal: AbortSignal,
  ): Promise<Extract<Answer, { type: Type }>> {
    return new Promise((resolve, reject) => {
      let settled = false;
      const end = (settle: () => void) => {
        settled = true;
        clearTimeout(clock);
        clearInterval(watch);
        signal.removeEventListener('abort', onAbort);
        this.onReply = this.onGone = () => undefined;
        settle();
      };
      const stop = (reason: unknown) => {
        this.kill();
        end(() => reject(reason));
      };
      const onAbort = () => stop(signal.reason);
      const onTime = () => stop(new AppError('TIMEOUT'));
      let clock = setTimeout(onTime, STILL_MS + GRACE_MS);
      const watch = setInterval(async () => {
        const [largest = 0] = await residentBytes(this.pids());
        this.peakBytes = Math.max(this.peakBytes, largest);
        if (largest > MAX_PROCESS_BYTES && !settled)
          stop(new AppError('OUT_OF_MEMORY', `It needed over ${MAX_PROCESS_BYTES / 1e6} MB.`));
      }, MEMORY_POLL_MS);

      this.onReply = (reply) => {
        if (reply.type === 'limit') {
          clearTimeout(clock);
          clock = setTimeout(onTime, reply.ms + GRACE_MS);
        } else if (reply.type === 'failed' || reply.type === answer) {
          if (reply.residentBytes > RETIRE_BYTES) this.kill();
          if (reply.type === 'failed') end(() => reject(new AppError(reply.code, reply.detail)));
          else end(() => resolve(reply as Extract<Answer, { type: Type }>));
        }
      };
      this.onGone = (how) => end(() => reject(new HostCrash(how)));
      if (signal.aborted) onAbort();
      else {
        signal.addEventListener('abort', onAbort, { once: true });
        if (this.exited === null) this.host.send(request);
        else this.onGone(this.exited);
      }
    });
  }

  private pids(): number[] {
    return [this.host.pid, this.program].filter((pid) => typeof pid === 'number');
  }
}
