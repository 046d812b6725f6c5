import { useSyncExternalStore } from 'react';
import type { AdId, JobId } from '../../contract/index.ts';

/** Where the window is. It lives in the address, so that Back, reload and links work in every host. */
export type Place =
  | { readonly name: 'library'; readonly ad: AdId | null; readonly seconds: number | null }
  | { readonly name: 'review'; readonly ad: AdId; readonly seconds: number | null }
  | { readonly name: 'compare'; readonly ads: readonly AdId[] }
  | { readonly name: 'welcome' }
  | { readonly name: 'job'; readonly id: JobId }
  | { readonly name: 'budget' }
  | { readonly name: 'director'; readonly id: string | null }
  | { readonly name: 'approvals'; readonly id: string | null }
  | { readonly name: 'today' }
  | { readonly name: 'health' }
  | { readonly name: 'performance' }
  | { readonly name: 'insights' }
  | { readonly name: 'links' }
  | { readonly name: 'accounts' }
  | { readonly name: 'gallery' }
  | { readonly name: 'settings'; readonly row?: string };

export const library: Place = { name: 'library', ad: null, seconds: null };

export const placeOf = (hash: string): Place => {
  const [name = '', detail = '', extra = ''] = hash.replace(/^#\/?/, '').split('/');
  if (name === 'settings' && /^[a-z-]+$/.test(detail)) return { name, row: detail };
  if (name === 'welcome' || name === 'health' || name === 'accounts' || name === 'settings') return { name };
  if (name === 'insights' || name === 'links' || name === 'today' || name === 'gallery') return { name };
  if (name === 'budget' || name === 'performance') return { name };
  if (name === 'director') return { name, id: /^talk_[0-9a-f]{16}$/.test(detail) ? detail : null };
  if (name === 'approvals') return { name, id: /^ap_[0-9a-z]+$/.test(detail) ? detail : null };
  if (name === 'job' && /^job_[0-9a-z]+$/.test(detail)) return { name, id: detail };
  if (name === 'compare')
    return { name, ads: [...new Set(detail.split(',').filter((id) => /^[0-9a-f]{16}$/.test(id)))] };
  const ad = /^[0-9a-f]{16}$/.test(detail) ? detail : null;
  const seconds = ad && /^\d+(\.\d+)?$/.test(extra) ? Number(extra) : null;
  return name === 'review' && ad ? { name, ad, seconds } : { name: 'library', ad, seconds };
};

export const hashOf = (place: Place): string => {
  if (place.name === 'director') return place.id ? `#/director/${place.id}` : '#/director';
  if (place.name === 'approvals') return place.id ? `#/approvals/${place.id}` : '#/approvals';
  if (place.name === 'job') return `#/job/${place.id}`;
  if (place.name === 'settings' && place.row) return `#/settings/${place.row}`;
  if (place.name === 'compare') return `#/compare/${place.ads.join()}`;
  if (place.name !== 'library' && place.name !== 'review') return `#/${place.name}`;
  const time = place.ad && place.seconds !== null ? `/${place.seconds}` : '';
  return place.ad ? `#/${place.name}/${place.ad}${time}` : '#/library';
};

let current: { hash: string; place: Place } = { hash: '', place: library };

const read = (): Place => {
  const { hash } = window.location;
  if (hash !== current.hash) current = { hash, place: placeOf(hash) };
  return current.place;
};

const subscribe = (onChange: () => void): (() => void) => {
  window.addEventListener('hashchange', onChange);
  return () => window.removeEventListener('hashchange', onChange);
};

export const usePlace = (): Place => useSyncExternalStore(subscribe, read);

export const go = (place: Place): void => {
  window.location.hash = hashOf(place);
};

/** Moves without a new step for Back: walking from ad to ad is one visit. */
export const replace = (place: Place): void => {
  window.history.replaceState(null, '', hashOf(place));
  window.dispatchEvent(new HashChangeEvent('hashchange'));
};
