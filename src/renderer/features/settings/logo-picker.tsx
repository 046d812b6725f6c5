import { useRef, useState } from 'react';
import type { BrandKit } from '../../../contract/index.ts';
import { useApi } from '../../api/api.tsx';
import { logoUrl } from '../../api/pictures.ts';
import { ask } from '../../api/turning.ts';
import { useToasts } from '../../state/toasts.ts';
import css from './settings.module.css';

/** What one call carries, before base64. */
const MOST_KB = 580;

interface LogoPickerProps {
  readonly logo: BrandKit['logo'];
  readonly onLogo: (id: string | null) => void;
}

/** Chooses a picture; it is kept small, and shown on both grounds since it may be black or white. */
export const LogoPicker = ({ logo, onLogo }: LogoPickerProps) => {
  const { transport } = useApi();
  const field = useRef<HTMLInputElement>(null);
  const chooser = useRef<HTMLButtonElement>(null);
  const [busy, setBusy] = useState(false);
  const [lost, setLost] = useState<string | null>(null);
  const choose = async (file: File) => {
    const refuse = (text: string, next: string) => useToasts.getState().show({ tone: 'error', text, next });
    if (file.size > MOST_KB * 1000)
      return refuse(`A logo may be ${MOST_KB} kB large.`, 'Save it smaller; 256 pixels are enough.');
    setBusy(true);
    try {
      // It rejects for a file that has gone, or that a cloud folder does not bring.
      const bytes = await file.arrayBuffer().catch(() => null);
      if (!bytes) return refuse('The picture cannot be read.', 'Look whether it is still there.');
      const added = await ask(transport.call, 'brand.addLogo', { picture: base64(new Uint8Array(bytes)) });
      if (added) onLogo(added.id);
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className={css.logo}>
      {logo && lost !== logo.id && (
        <span className={css.logoGrounds}>
          {['light', 'dark'].map((ground) => (
            <img
              key={ground}
              data-ground={ground}
              src={logoUrl(logo.id)}
              alt={ground === 'light' ? 'Logo of the brand' : ''}
              width={logo.width}
              height={logo.height}
              onError={() => setLost(logo.id)}
            />
          ))}
        </span>
      )}
      {logo && lost === logo.id && <span className="meta">its picture is gone</span>}
      <button
        ref={chooser}
        type="button"
        className="link"
        aria-disabled={busy}
        onClick={() => !busy && field.current?.click()}
      >
        {logo ? 'Choose another logo …' : 'Choose a picture …'}
      </button>
      {logo && (
        <button
          type="button"
          className="link"
          onClick={() => {
            // It goes, and the focus would go with it.
            chooser.current?.focus();
            onLogo(null);
          }}
        >
          Take away
        </button>
      )}
      <input
        ref={field}
        type="file"
        hidden
        aria-label="Picture of the logo"
        accept="image/png,image/jpeg,image/webp"
        onChange={({ currentTarget }) => {
          const [file] = currentTarget.files ?? [];
          currentTarget.value = '';
          if (file) void choose(file);
        }}
      />
    </div>
  );
};

/** In pieces: a call takes no more arguments than fit on the stack. */
function base64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192)
    text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(text);
}
