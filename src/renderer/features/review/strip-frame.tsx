import type { Strip } from './use-strip.ts';

/** One frame of the filmstrip, cut from its picture by position: nothing is decoded. */
export const StripFrame = ({ strip, index, height }: { strip: Strip; index: number; height: number }) => {
  const width = height * strip.ratio;
  return (
    <div
      style={{
        flex: 'none',
        width,
        height,
        backgroundImage: `url("${strip.url}")`,
        backgroundSize: `${width * strip.frames}px ${height}px`,
        backgroundPosition: `${-index * width}px 0`,
      }}
    />
  );
};
