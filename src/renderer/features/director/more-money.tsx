import { useCommand } from '../../api/api.tsx';
import { AskForMore } from '../approve/ask-for-more.tsx';

/** Where its ceiling ended an answer: more is asked for, and once that is approved the question is asked again by itself. */
export const MoreMoney = ({ talk, ceiling }: { talk: string; ceiling: number }) => {
  const propose = useCommand('director.proposeMore');
  return (
    <AskForMore
      start={Math.max(1, 2 * ceiling)}
      most={1000}
      text="Once it is approved, the question is asked again by itself, once."
      ask={{ ...propose, run: (ceiling_usd) => propose.run({ id: talk, ceiling_usd }) }}
    />
  );
};
