import { useEffect, useState } from 'react';
import type { ApprovalDetail } from '../../../contract/index.ts';

/** A key on its way was pressed for what stood there before. */
const standsAfterMs = 700;

/**
 * What of a request a yes can be meant for: the content that has stood on screen for a while, or that the person's own key
 * brought, and none that somebody else put in its place since it was opened, before that was looked at.
 */
export const useSeen = (detail: ApprovalDetail, isByHand: boolean) => {
  const { content_hash: hash } = detail.item;
  const [opened, setOpened] = useState(detail);
  const [looked, setLooked] = useState(hash);
  const [stood, setStood] = useState<string | null>(null);
  const [own, setOwn] = useState<ApprovalDetail | null>(null);
  // Told of by the reply and by an event, whichever comes first.
  if (own?.item.content_hash === hash) {
    setOwn(null);
    setOpened(own);
    setLooked(hash);
    setStood(hash);
  }
  useEffect(() => {
    const timer = setTimeout(() => setStood(hash), standsAfterMs);
    return () => clearTimeout(timer);
  }, [hash]);
  const isOther = opened.item.content_hash !== hash;
  return {
    isStanding: stood === hash || (isByHand && !isOther),
    /** As it was when it was opened; null while it is that. */
    before: isOther ? opened : null,
    isToLookAt: looked !== hash,
    look: () => setLooked(hash),
    onEdited: setOwn,
  };
};
