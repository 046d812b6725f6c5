import { Button } from '@mantine/core';
import { useToasts } from '../../state/toasts.ts';
import { Chip } from '../../ui/chip.tsx';
import { Empty, FailureNote } from '../../ui/notice.tsx';
import css from './gallery.module.css';
import { Part } from './part.tsx';

const failure = {
  code: 'NO_INDEX',
  message: 'The video has no index (moov), so it cannot be opened.',
  nextStep: 'Export or download it again in full.',
} as const;

/** What the window says: facts, states, failures, messages, nothing yet. */
export const Words = ({ onDialog }: { onDialog: () => void }) => {
  const show = useToasts((state) => state.show);
  return (
    <>
      <Part title="Chips">
        <div className={css.row}>
          <Chip>fact</Chip>
          <Chip tone="state">state</Chip>
          <Chip tone="state" icon="check">
            connected
          </Chip>
          <Chip tone="accent">chosen</Chip>
          <Chip tone="warn">NO_INDEX</Chip>
        </div>
      </Part>
      <Part title="Failure">
        <FailureNote failure={failure}>
          <button type="button" className="link">
            Try again
          </button>
        </FailureNote>
      </Part>
      <Part title="Nothing yet">
        <Empty title="No ads yet" text="Measured ads appear here, the best first.">
          <Button variant="filled">Choose folder</Button>
        </Empty>
      </Part>
      <Part title="Messages and questions">
        <div className={css.row}>
          <Button
            onClick={() =>
              show({ tone: 'done', text: 'Picked 1 ad', action: { label: 'Undo', run: () => undefined } })
            }
          >
            Show a message
          </Button>
          <Button onClick={() => show({ tone: 'error', text: failure.message, next: failure.nextStep })}>
            Show a failure
          </Button>
          <Button onClick={onDialog}>Ask a question</Button>
        </div>
      </Part>
    </>
  );
};
