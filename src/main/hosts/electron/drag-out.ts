import { nativeImage, type WebContents } from 'electron';
import { z } from 'zod';
import { AdId, AppError } from '../../../contract/index.ts';
import type { App } from '../app.ts';

const iconHeight = 96;
/** A drag begins under the pointer: looking for the files of thousands would take longer than that stays. */
const Dragged = z.tuple([AdId], AdId).refine((ids) => ids.length <= 200);

/**
 * The files of ads, dragged out of the window under the picture of the first. The page names ids; the paths are the
 * library's own. Answers how many there are: a file may be gone.
 */
export const dragOut =
  (locate: App['locate'], fallbackIcon: string) =>
  async (input: unknown, sender: Pick<WebContents, 'startDrag'>): Promise<number> => {
    const ids = Dragged.safeParse(input);
    if (!ids.success) throw new AppError('INVALID_INPUT', 'Ads are named by their ids, at most 200.');
    const [thumb, ...found] = await Promise.all([
      locate('thumb', ids.data[0]),
      ...ids.data.map((id) => locate('media', id)),
    ]);
    const files = found.flatMap((one) => one?.path ?? []);
    const [file] = files;
    if (file === undefined) return 0;
    const picture = nativeImage.createFromPath(thumb?.path ?? fallbackIcon);
    // Macs refuse a drag without a picture.
    const icon = picture.isEmpty() ? nativeImage.createFromPath(fallbackIcon) : picture;
    sender.startDrag({ file, files, icon: icon.resize({ height: iconHeight }) });
    return files.length;
  };
