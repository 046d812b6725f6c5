import type { Failure } from '../../contract/index.ts';
import { Empty } from '../ui/notice.tsx';
import css from './shell.module.css';

/** Only in a browser tab: the session ended with the run of the gateway that gave it. */
export const SignedOut = ({ failure }: { failure: Failure }) => (
  <main className={css.alone}>
    <Empty title="This tab is signed out" text={failure.message}>
      <p>
        Press Enter in the terminal where Titan Ads runs for a fresh sign-in link, and open it in this
        browser.
      </p>
    </Empty>
  </main>
);
