/** The programs a decoder may start, and who must know of them so that none outlives this process. */
export interface Tools {
  readonly ffmpeg: string;
  readonly ffprobe: string;
  readonly onPid: (pid: number | null) => void;
  /** Tells the pool how long the next step may take. */
  readonly onLimit: (ms: number) => void;
}
