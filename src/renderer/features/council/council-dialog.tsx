import { Button } from '@mantine/core';
import type { AdId } from '../../../contract/index.ts';
import { useCommand, useQuery } from '../../api/api.tsx';
import { count, plural } from '../../format/number.ts';
import { BusyButton } from '../../ui/busy-button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FailureNote } from '../../ui/notice.tsx';
import { AskForMore } from '../approve/ask-for-more.tsx';
import { useCouncilDialog } from './council-dialog-state.ts';
import { beyondCeiling, readyIn, TermsOf, useTerms, WhoJudges } from './terms.tsx';

/** So many are judged at once, */
const MOST_JUDGED = 10_000;
/** and so many can be asked for in one request. */
const MOST_ADS = 500;
/** Of what is expected, so that not every longer answer ends it. */
const ROOM = 1.25;

/** Who would judge these ads, and on which terms. */
export const CouncilDialog = ({ ads }: { ads: readonly AdId[] }) => {
  const close = () => useCouncilDialog.setState({ ads: null });
  const terms = useTerms('all');
  const { ceiling_usd, cheaper } = terms;
  const council = terms.council === 'local' ? 'local' : 'all';
  const tooMany = ads.length > MOST_JUDGED;
  const { data: estimate, error } = useQuery(
    'council.estimate',
    tooMany ? null : { ads: [...ads], council, cheaper },
  );
  const judge = useCommand('council.judge');
  const ready = readyIn(estimate);
  const propose = useCommand('council.proposeRun');
  const wanted_usd = beyondCeiling(terms, estimate);
  const ask = async (usd: number) => {
    const result = await propose.run({ ads: [...ads], council, ceiling_usd: usd, cheaper });
    if (result.ok) close();
    return result;
  };
  const run = async () => {
    if (ceiling_usd === null) return;
    const result = await judge.run({ ads: [...ads], council, ceiling_usd, cheaper, agree: true });
    if (result.ok) close();
  };
  return (
    <Dialog
      title={`Ask the council about ${plural(ads.length, 'ad', 'ads')}`}
      onClose={close}
      actions={
        <>
          <Button variant="default" onClick={close}>
            Cancel
          </Button>
          <BusyButton
            variant="filled"
            loading={judge.busy}
            disabled={ready.length === 0 || ceiling_usd === null}
            onClick={() => void run()}
          >
            {council === 'local'
              ? 'Judge on this machine'
              : `Send to ${plural(ready.length, 'judge', 'judges')}`}
          </BusyButton>
        </>
      }
    >
      {tooMany ? (
        <p>{`At most ${count(MOST_JUDGED)} ads are judged at once. Choose fewer.`}</p>
      ) : (
        <>
          <WhoJudges terms={terms} />
          {error && <FailureNote failure={error} />}
          <TermsOf terms={terms} estimate={estimate} />
        </>
      )}
      {wanted_usd !== null && council === 'all' && ads.length <= MOST_ADS && (
        <AskForMore
          start={Math.ceil(wanted_usd * ROOM)}
          most={10_000}
          text="Or have a run of its own approved, by somebody else if your limits ask for two people. It then begins by itself, once."
          ask={{ busy: propose.busy, error: propose.error, run: ask }}
        />
      )}
      {judge.error && <FailureNote failure={judge.error} />}
    </Dialog>
  );
};
