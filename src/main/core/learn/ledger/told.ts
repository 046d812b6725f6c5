/** That a source was heard of, whether it told of sales or of none: until then it is known what it knows. */
export interface Told {
  readonly source: string;
  readonly at: string;
  /** A file of it, a post of its tracker, or its own list read to the end. */
  readonly how: 'file' | 'post' | 'refresh';
}
