/** Thrown by what a job does when nothing is wrong and all it can do is look again later: an answer takes hours. */
export class Later extends Error {
  override readonly name = 'Later';
  readonly afterMs: number;

  constructor(why: string, afterMs: number) {
    super(why);
    this.afterMs = afterMs;
  }
}
