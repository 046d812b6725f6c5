import sharp from 'sharp';

sharp.cache(false);
sharp.concurrency(1);

/**
 * A picture of our own making (thumb.jpg, strip.jpg) made smaller, for a document that carries it; null when it is not
 * there or damaged. Nothing that came from outside is decoded here.
 */
export async function smallPicture(
  path: string,
  box: { readonly width: number; readonly height: number },
): Promise<Buffer | null> {
  try {
    return await sharp(path)
      .resize({ ...box, fit: 'inside', withoutEnlargement: true })
      .jpeg({ quality: 72, mozjpeg: true })
      .toBuffer();
  } catch {
    return null;
  }
}
