import { nativeImage, type WebContents } from 'electron';
import { AdId, AppError } from '../../../contract/index.ts';
import type { App } from '../app.ts';

const iconHeight = 96;

/** The file of an ad, dragged out of the window. The page names an id; the path is the library's own. */
export const dragOut =
  (locate: App['locate'], fallbackIcon: string) =>
  async (input: unknown, sender: Pick<WebContents, 'startDrag'>): Promise<null> => {
    const id = AdId.safeParse(input);
    if (!id.success) throw new AppError('INVALID_INPUT', 'An ad is named by its id.');
    const [file, thumb] = await Promise.all([locate('media', id.data), locate('thumb', id.data)]);
    if (!file) throw new AppError('NOT_FOUND', id.data);
    const picture = nativeImage.createFromPath(thumb?.path ?? fallbackIcon);
    // Macs refuse a drag without a picture.
    const icon = picture.isEmpty() ? nativeImage.createFromPath(fallbackIcon) : picture;
    sender.startDrag({ file: file.path, icon: icon.resize({ height: iconHeight }) });
    return null;
  };
